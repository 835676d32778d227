package io.retort.core.progress;

import java.util.List;
import java.util.Map;

/**
 * The figures of one pass over the training samples (or of what is left of a stage).
 *
 * @param training what is being trained: {@code teacher}, {@code alone}, {@code distilled}
 * @param seed the training's seed
 * @param stage the stage's name
 * @param epoch counts from 1 through all stages
 * @param step the number of steps made so far
 * @param steps the number of steps in all
 * @param terms the terms of each learner, by the learner's name
 * @param validation the student's metrics on the validation samples, by head
 * @param seconds how long the epoch took, validation included
 */
public record EpochReport(
    String training,
    long seed,
    String stage,
    int epoch,
    long step,
    long steps,
    Map<String, List<TermReport>> terms,
    Map<String, Metrics> validation,
    double seconds) {

  /**
   * One term over an epoch.
   *
   * @param name the term's name
   * @param weight its weight at the epoch's last step, the schedule's factor included
   * @param value the mean of its unweighted value over the epoch's batches in which it had a weight
   *     and samples
   * @param gradientNorm the mean norm of its weighted gradient at the tap
   */
  public record TermReport(String name, double weight, double value, double gradientNorm) {}
}
