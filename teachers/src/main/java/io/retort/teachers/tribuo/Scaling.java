package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import io.retort.core.data.Standardization;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings inputs to another scale.
 *
 * @param features what is done to each feature
 */
record Scaling(List<Standardization> features) {

  Scaling {
    features = List.copyOf(features);
  }

  /** Leaves inputs as they are. */
  static Scaling none(int features) {
    return new Scaling(Collections.nCopies(features, Standardization.NONE));
  }

  /** Gives each feature mean 0 and variance 1; one that never changes becomes 0. */
  static Scaling standard(float[][] rows) {
    return new Scaling(
        IntStream.range(0, rows[0].length)
            .mapToObj(j -> Arrays.stream(rows).mapToDouble(row -> row[j]).toArray())
            .map(Standardization::of)
            .toList());
  }

  float[] apply(float[] row) {
    float[] scaled = new float[row.length];
    for (int j = 0; j < row.length; j++) {
      scaled[j] = (float) features.get(j).apply(row[j]);
    }
    return scaled;
  }

  float[][] apply(float[][] rows) {
    return Arrays.stream(rows).map(this::apply).toArray(float[][]::new);
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(features.toString());
  }
}
