package io.retort.core.metric;

import io.retort.core.data.OneDomain;
import io.retort.core.data.RowMapping;
import io.retort.core.data.Samples;
import io.retort.core.loss.TargetKind;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a model says of one head for a list of samples.
 *
 * @param kind logits, probabilities, log-probabilities or values
 * @param rows one row for each sample
 */
public record Predictions(TargetKind kind, float[][] rows) {

  /**
   * What the model says of one part of the samples.
   *
   * @param samples the samples that these predictions are for
   * @param domain the part, see {@link Samples#domain}
   * @return the rows of its samples, in the order of {@link OneDomain#of}
   */
  public Predictions within(Samples samples, int domain) {
    return new Predictions(
        kind,
        IntStream.range(0, rows.length)
            .filter(sample -> samples.domain(sample) == domain)
            .mapToObj(sample -> rows[sample])
            .toArray(float[][]::new));
  }

  /**
   * The same predictions in another form.
   *
   * @param mapping from the form of these rows to the other
   * @return new rows
   */
  public Predictions map(RowMapping mapping) {
    return new Predictions(kind, Arrays.stream(rows).map(mapping::apply).toArray(float[][]::new));
  }

  /**
   * The class that a sample most likely has.
   *
   * @param sample its index
   * @return the class with the largest output, the first of several
   */
  public int mostLikely(int sample) {
    return mostLikely(rows[sample]);
  }

  /**
   * The output that is largest.
   *
   * @param row a model's outputs for one sample, at least one
   * @return its index, the first of several that are equal
   */
  public static int mostLikely(float[] row) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      if (row[i] > row[best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * The share of samples for which two models find the same class most likely.
   *
   * @param other another model's predictions for the same samples
   * @return from 0 to 1
   */
  public double agreement(Predictions other) {
    int same = 0;
    for (int i = 0; i < rows.length; i++) {
      if (mostLikely(i) == other.mostLikely(i)) {
        same++;
      }
    }
    return (double) same / rows.length;
  }
}
