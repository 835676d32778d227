package io.retort.runtime.experiment.sweep;

import io.retort.core.progress.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a candidate has done in one rung.
 *
 * @param candidate the candidate
 * @param rung counts from 1
 * @param steps the number of batches of each training
 * @param head the head whose score decides
 * @param outcomes its trainings, by seed; none after the first that diverged
 */
public record CandidateScore(
    Candidate candidate, int rung, long steps, String head, List<Outcome> outcomes) {

  public CandidateScore {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * One training.
   *
   * @param seed its seed
   * @param validation metrics on the validation samples, by head; none if it diverged
   * @param failure why it ended early, if it diverged
   * @param seconds how long it took
   */
  public record Outcome(
      long seed, Map<String, Metrics> validation, Optional<String> failure, double seconds) {}

  /**
   * Whether a training met a value that is not finite.
   *
   * @return true if there is no score
   */
  public boolean diverged() {
    return outcomes.stream().anyMatch(outcome -> outcome.failure().isPresent());
  }

  /**
   * The mean score over the seeds.
   *
   * @return the mean; not a number if a training diverged
   */
  public double mean() {
    return diverged()
        ? Double.NaN
        : outcomes.stream().mapToDouble(this::score).average().orElseThrow();
  }

  /**
   * The standard deviation of the score over the seeds.
   *
   * @return the deviation of a sample; not a number for one seed, or if a training diverged
   */
  public double deviation() {
    double mean = mean();
    double squares =
        outcomes.stream()
            .filter(outcome -> outcome.failure().isEmpty())
            .mapToDouble(outcome -> Math.pow(score(outcome) - mean, 2))
            .sum();
    return outcomes.size() < 2 ? Double.NaN : Math.sqrt(squares / (outcomes.size() - 1));
  }

  /**
   * Whether this is better than another one of the same rung.
   *
   * @param other the other
   * @return true if the mean score is better; one that diverged is worse than any other, and one
   *     whose score is not a number worse than the rest
   */
  boolean betterThan(CandidateScore other) {
    if (diverged() || other.diverged()) {
      return !diverged() && other.diverged();
    }
    if (Double.isNaN(mean()) || Double.isNaN(other.mean())) {
      return !Double.isNaN(mean()) && Double.isNaN(other.mean());
    }
    return metrics().higherIsBetter() ? mean() > other.mean() : mean() < other.mean();
  }

  /** The metrics of the head whose score decides. */
  Metrics metrics() {
    return metrics(outcomes.get(0));
  }

  private double score(Outcome outcome) {
    return metrics(outcome).scoreValue();
  }

  private Metrics metrics(Outcome outcome) {
    return outcome.validation().get(head);
  }
}
