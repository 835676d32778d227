package io.retort.testkit;

import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Update;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.List;

/** Runs the update of an optimizer on arrays, for tests that compare it with values by hand. */
public final class HostUpdate {
  private HostUpdate() {}

  /**
   * Updates arrays in place.
   *
   * @param update the update
   * @param values the parameters
   * @param state the state vectors, as long as the parameters
   * @param inputs what is only read, such as the gradients, as long as the parameters
   */
  public static void apply(Update update, float[] values, float[][] state, float[]... inputs) {
    List<Vector> all = new ArrayList<>();
    try {
      all.add(vector(values));
      for (float[] each : state) {
        all.add(vector(each));
      }
      for (float[] each : inputs) {
        all.add(vector(each));
      }
      List<Vector> states = all.subList(1, 1 + state.length);
      all.get(0).update(update, states, all.subList(1 + state.length, all.size()));
      all.get(0).read(0, values);
      for (int i = 0; i < state.length; i++) {
        states.get(i).read(0, state[i]);
      }
    } finally {
      all.forEach(Vector::close);
    }
  }

  private static Vector vector(float[] values) {
    HostVector vector = HostVector.allocate(values.length);
    vector.write(0, values);
    return vector;
  }
}
