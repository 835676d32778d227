package io.retort.runtime.experiment.evaluation;

import io.retort.core.progress.Figure;
import io.retort.runtime.experiment.result.Gain;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean gain, and how far it may be from the gain that other draws of seeds and samples would
 * show.
 *
 * @param mean the gain
 * @param standardError of the mean; not a number where nothing is known of it
 * @param degreesOfFreedom of the standard error
 */
public record GainEstimate(double mean, double standardError, double degreesOfFreedom) {

  /**
   * The gain where every seed (or every repeat) was measured on the same test samples.
   *
   * <p>The gains {@code g[s][i]} of seed s on sample i are taken for {@code μ + seed[s] + sample[i]
   * + rest[s][i]}, all random: the crossed model of studies in which several readers judge the same
   * cases (Dorfman, Berbaum and Metz 1992), here with trainings for readers and differences between
   * the two arms for judgements. With S seeds, N samples and the mean squares MS of the analysis of
   * variance without replication, the variance of the mean is estimated by
   *
   * <pre>{@code
   * V  = (A + B) / (S·N),   A = max(MS_seed, MS_rest),   B = max(MS_sample − MS_rest, 0)
   * df = (A + B)² / (A²/(S − 1) + B²/(N − 1))
   * }</pre>
   *
   * <p>This is the denominator and the degrees of freedom of Hillis (2007), with two bounds for few
   * seeds: MS_seed, whose expectation is never below that of MS_rest, is not taken for smaller, and
   * few samples limit the degrees of freedom too. Where a score is not a mean over samples, the
   * gains are those of the jackknife's pseudovalues, as in the original method. That a seed draws
   * the student's samples as well as its weights is what makes seeds differ as much as they should
   * (Bouthillier et al. 2021).
   *
   * @param mean the gain of the score itself
   * @param gains for each seed, the gain on each test sample
   */
  public static GainEstimate crossed(double mean, double[][] gains) {
    int seeds = gains.length;
    int samples = gains[0].length;
    if (seeds < 2 || samples < 2) {
      return new GainEstimate(mean, Double.NaN, Double.NaN);
    }
    double[] ofSeed = new double[seeds];
    double[] ofSample = new double[samples];
    for (int s = 0; s < seeds; s++) {
      for (int i = 0; i < samples; i++) {
        ofSeed[s] += gains[s][i] / samples;
        ofSample[i] += gains[s][i] / seeds;
      }
    }
    double all = Arrays.stream(ofSeed).average().orElseThrow();
    double rest = 0;
    for (int s = 0; s < seeds; s++) {
      for (int i = 0; i < samples; i++) {
        rest += square(gains[s][i] - ofSeed[s] - ofSample[i] + all);
      }
    }
    rest /= (seeds - 1.0) * (samples - 1.0);
    double seed = samples * variance(ofSeed);
    double sample = seeds * variance(ofSample);
    double a = Math.max(seed, rest);
    double b = Math.max(sample - rest, 0);
    return new GainEstimate(
        mean,
        Math.sqrt((a + b) / seeds / samples),
        square(a + b) / (square(a) / (seeds - 1) + square(b) / (samples - 1)));
  }

  /**
   * The gain where every repeat has drawn test samples, teacher and students anew from the same
   * data: the corrected resampled t-test of Nadeau and Bengio (2003), whose variance of the mean
   * {@code (1/R + n_test/n_train) · s²} allows for the samples that repeats have in common.
   *
   * @param gains the gain of each of the R repeats
   * @param testPerTraining the number of test samples by that of the others
   */
  static GainEstimate resampled(double[] gains, double testPerTraining) {
    double mean = Arrays.stream(gains).average().orElseThrow();
    return gains.length < 2
        ? new GainEstimate(mean, Double.NaN, Double.NaN)
        : new GainEstimate(
            mean,
            Math.sqrt((1.0 / gains.length + testPerTraining) * variance(gains)),
            gains.length - 1);
  }

  /** The gain as results report it for a figure. */
  public Gain gain(String name, Figure like, Optional<String> undefined) {
    return new Gain(
        name, like.unit(), like.higherIsBetter(), mean, low(), high(), degreesOfFreedom, undefined);
  }

  /** The lower end of the 95% confidence interval; not a number where there is none. */
  double low() {
    return mean - half();
  }

  /** The upper end of the 95% confidence interval. */
  double high() {
    return mean + half();
  }

  private double half() {
    // No gain differs from another: there are no degrees of freedom to speak of.
    return standardError == 0
        ? 0
        : Double.isNaN(standardError)
            ? Double.NaN
            : TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(0.975)
                * standardError;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = 0;
    for (double value : values) {
      squares += square(value - mean);
    }
    return squares / (values.length - 1);
  }

  private static double square(double value) {
    return value * value;
  }
}
