package io.retort.runtime.experiment.result;

import java.util.List;

/**
 * Whether distillation helped, on one head: the differences between the student with and without
 * the teacher, seed by seed and test sample by test sample.
 *
 * @param head the head
 * @param method how the intervals were found
 * @param repeats how often data and teacher were drawn anew
 * @param seeds the number of pairs of students in each repeat
 * @param testSamples the number of test samples in each repeat
 * @param sameTestSamples whether all students were measured on the same test samples
 * @param score the gain in the score by which models of this head are compared
 * @param besides the gain in figures that tell students apart which the score does not
 */
public record Comparison(
    String head,
    Method method,
    int repeats,
    int seeds,
    int testSamples,
    boolean sameTestSamples,
    Gain score,
    List<Gain> besides) {

  public Comparison {
    besides = List.copyOf(besides);
  }

  /** How an interval was found. */
  public enum Method {
    /**
     * Seeds and test samples as crossed random effects (Dorfman, Berbaum and Metz 1992; Hillis
     * 2007): all students are measured on the same test samples.
     */
    CROSSED_SEEDS,
    /** The same with repeats for seeds: the test samples come with the data set. */
    CROSSED_REPEATS,
    /**
     * The corrected resampled t-test (Nadeau and Bengio 2003): each repeat has its own test
     * samples.
     */
    RESAMPLED
  }

  /**
   * What can be said honestly, by the score.
   *
   * @return the verdict
   */
  public Gain.Verdict verdict() {
    return score.verdict();
  }
}
