package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import java.util.Arrays;

/**
 * Brings inputs to another scale: {@code (x − shift) · factor}.
 *
 * @param shift for each feature
 * @param factor for each feature
 */
record Scaling(double[] shift, double[] factor) {

  /** Leaves inputs as they are. */
  static Scaling none(int features) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return new Scaling(new double[features], ones);
  }

  /** Gives each feature mean 0 and variance 1; one that never changes becomes 0. */
  static Scaling standard(float[][] rows) {
    double[] mean = new double[rows[0].length];
    double[] factor = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      for (float[] row : rows) {
        mean[j] += row[j] / (double) rows.length;
      }
      double variance = 0;
      for (float[] row : rows) {
        variance += (row[j] - mean[j]) * (row[j] - mean[j]) / rows.length;
      }
      factor[j] = variance > 0 ? 1 / Math.sqrt(variance) : 0;
    }
    return new Scaling(mean, factor);
  }

  float[] apply(float[] row) {
    float[] scaled = new float[row.length];
    for (int j = 0; j < row.length; j++) {
      scaled[j] = (float) ((row[j] - shift[j]) * factor[j]);
    }
    return scaled;
  }

  float[][] apply(float[][] rows) {
    return Arrays.stream(rows).map(this::apply).toArray(float[][]::new);
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(Arrays.toString(shift)).add(Arrays.toString(factor));
  }
}
