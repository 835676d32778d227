package io.retort.backends.cpu.dl4j;

import io.retort.core.network.NetworkPlan;
import io.retort.core.network.WeightInitialization;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Random weights and inputs for networks that go through a file. */
final class RandomValues {

  private RandomValues() {}

  /** Weights with running statistics other than those that training starts from. */
  static Weights weights(NetworkPlan plan) {
    Map<String, Weights.Array> arrays =
        new LinkedHashMap<>(WeightInitialization.draw(plan, 5).arrays());
    Random random = new Random(5);
    arrays.replaceAll(
        (name, array) -> {
          float[] moved = array.values().clone();
          for (int i = 0; i < moved.length; i++) {
            moved[i] += 0.3f * random.nextFloat();
          }
          return new Weights.Array(array.shape(), moved);
        });
    return new Weights(arrays);
  }

  /** Numbers, or whole numbers below the size of a vocabulary. */
  static Tensor input(Shape shape, int vocabulary) {
    Random random = new Random(7);
    Tensor input = Tensor.allocate(shape);
    for (int i = 0; i < shape.elements(); i++) {
      input.set(i, vocabulary > 0 ? random.nextInt(vocabulary) : (float) random.nextGaussian());
    }
    return input;
  }
}
