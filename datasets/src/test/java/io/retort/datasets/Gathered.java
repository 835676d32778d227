package io.retort.datasets;

import io.retort.core.data.Dataset;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.stream.IntStream;

/** The samples of a data set as arrays, and what its errors say. */
final class Gathered {

  private Gathered() {}

  static int[] all(Samples samples) {
    return IntStream.range(0, samples.size()).toArray();
  }

  /** The inputs of all samples, one row each. */
  static float[][] inputs(Dataset data, Samples samples) {
    float[][] rows = new float[samples.size()][data.inputShape().elements()];
    try (Tensor batch = Tensor.allocate(data.inputShape().batch(rows.length))) {
      samples.inputs(all(samples), batch);
      for (int i = 0; i < rows.length; i++) {
        batch.read(i * rows[i].length, rows[i]);
      }
    }
    return rows;
  }

  static int[] classes(Samples samples) {
    return ((Target.Classes) samples.labels("label", all(samples))).labels();
  }

  static float[] values(Samples samples) {
    Target labels = samples.labels("label", all(samples));
    try (Tensor values =
        labels instanceof Target.MultiLabels multi
            ? multi.values()
            : ((Target.Values) labels).values()) {
      return values.toArray();
    }
  }
}
