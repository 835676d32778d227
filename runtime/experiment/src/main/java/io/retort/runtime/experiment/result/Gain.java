package io.retort.runtime.experiment.result;

import io.retort.core.progress.Unit;
import java.util.Optional;

/**
 * By how much distilled students are better than students alone in one figure.
 *
 * @param figure the figure's name, such as {@code accuracy}
 * @param unit in what it is given
 * @param higherIsBetter whether a larger figure is better
 * @param mean the mean of distilled minus alone, with the sign turned where smaller is better:
 *     above 0 is better; not a number where the figure of a student is undefined
 * @param low the lower end of the 95% confidence interval of the gain; not a number for one seed
 * @param high the upper end
 * @param degreesOfFreedom those of the interval's t distribution; not a number for one seed
 * @param undefined why there is no gain, or no interval where seeds and samples are enough for one:
 *     a clause
 */
public record Gain(
    String figure,
    Unit unit,
    boolean higherIsBetter,
    double mean,
    double low,
    double high,
    double degreesOfFreedom,
    Optional<String> undefined) {

  /** What can be said honestly. */
  public enum Verdict {
    /** The whole interval is above 0. */
    HELPED("distillation helped"),
    /** The whole interval is at or below 0. */
    DID_NOT_HELP("distillation did not help"),
    /**
     * The interval holds both gains and losses, or there are too few seeds for one, or no seed and
     * no test sample told the students apart.
     */
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
   * What follows from the interval.
   *
   * @return the verdict
   */
  public Verdict verdict() {
    if (low > 0) {
      return Verdict.HELPED;
    }
    // Not a number, for one seed, is neither.
    return high <= 0 && !(low == 0 && high == 0) ? Verdict.DID_NOT_HELP : Verdict.CANNOT_TELL;
  }
}
