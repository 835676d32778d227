package io.retort.runtime.experiment;

import io.retort.core.training.Metrics;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether distillation helped, on one head: the paired differences between the student with and
 * without the teacher, seed by seed, with Student's t interval.
 *
 * @param head the head
 * @param score the name of the score that is compared
 * @param higherIsBetter whether a larger score is better
 * @param seeds the number of pairs
 * @param gain the mean of distilled minus alone, with the sign turned where smaller is better:
 *     above 0 is better
 * @param low the lower end of the 95% confidence interval of the gain; not a number for one seed
 * @param high the upper end
 * @param verdict what follows
 */
public record Comparison(
    String head,
    String score,
    boolean higherIsBetter,
    int seeds,
    double gain,
    double low,
    double high,
    Verdict verdict) {

  /** What can be said honestly. */
  public enum Verdict {
    /** The whole interval is above 0. */
    HELPED("distillation helped"),
    /** The whole interval is at or below 0. */
    DID_NOT_HELP("distillation did not help"),
    /** The interval holds both gains and losses, or there are too few seeds for one. */
    CANNOT_TELL("cannot tell whether distillation helped");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /**
     * The verdict in words.
     *
     * @return a clause
     */
    public String words() {
      return words;
    }
  }

  /**
   * Compares.
   *
   * @param head the head
   * @param alone the metrics of the students without the teacher, by seed
   * @param distilled the metrics of the students with the teacher, in the same order
   * @return the comparison
   */
  static Comparison of(String head, List<Metrics> alone, List<Metrics> distilled) {
    Metrics first = alone.get(0);
    double sign = first.higherIsBetter() ? 1 : -1;
    int n = alone.size();
    double[] gains = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      gains[i] = sign * (distilled.get(i).scoreValue() - alone.get(i).scoreValue());
      mean += gains[i] / n;
    }
    double half = n < 2 ? Double.NaN : halfWidth(gains, mean);
    return new Comparison(
        head,
        first.score(),
        first.higherIsBetter(),
        n,
        mean,
        mean - half,
        mean + half,
        verdict(mean - half, mean + half));
  }

  private static double halfWidth(double[] gains, double mean) {
    double squares = 0;
    for (double gain : gains) {
      squares += (gain - mean) * (gain - mean);
    }
    int n = gains.length;
    double standardError = Math.sqrt(squares / (n - 1) / n);
    return TDistribution.of(n - 1).inverseCumulativeProbability(0.975) * standardError;
  }

  private static Verdict verdict(double low, double high) {
    if (low > 0) {
      return Verdict.HELPED;
    }
    // Not a number, for one seed, is neither.
    return high <= 0 ? Verdict.DID_NOT_HELP : Verdict.CANNOT_TELL;
  }
}
