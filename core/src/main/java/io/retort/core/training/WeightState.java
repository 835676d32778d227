package io.retort.core.training;

import io.retort.core.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights as parts of a training's state. */
final class WeightState {

  private WeightState() {}

  static void write(Weights weights, StateWriter state) {
    weights.arrays().forEach((name, array) -> state.vector(name, array.values()));
  }

  /**
   * Reads weights.
   *
   * @param like arrays of the same names and shapes
   */
  static Weights read(Weights like, StateReader state) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    like.arrays()
        .forEach(
            (name, array) ->
                arrays.put(name, new Weights.Array(array.shape(), state.vector(name))));
    return new Weights(arrays);
  }
}
