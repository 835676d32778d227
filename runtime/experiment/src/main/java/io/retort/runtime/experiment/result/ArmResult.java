package io.retort.runtime.experiment.result;

import io.retort.core.progress.Metrics;
import java.util.Map;

/**
 * One trained model of a run.
 *
 * @param arm {@code teacher}, {@code alone} or {@code distilled}
 * @param repeat which repeat of the experiment it is of, from 1
 * @param seed the training's seed as the experiment names it; 0 for the teacher
 * @param validation metrics on the validation samples, by head
 * @param test metrics on the test samples, by head
 * @param agreement for each head with classes, the share of test samples on which model and teacher
 *     find the same class most likely
 * @param domains metrics on the test samples of each part of the data, by the part's name and head;
 *     empty where the data has no parts
 * @param peers metrics on the test samples of the networks that were trained with this one, by
 *     learner and head
 * @param parameters the number of trained values, 0 for a teacher that is not a network
 * @param steps the number of batches it was trained on
 * @param seconds how long the training took
 */
public record ArmResult(
    String arm,
    int repeat,
    long seed,
    Map<String, Metrics> validation,
    Map<String, Metrics> test,
    Map<String, Double> agreement,
    Map<String, Map<String, Metrics>> domains,
    Map<String, Map<String, Metrics>> peers,
    long parameters,
    long steps,
    double seconds) {

  /** The arm that is trained without a teacher. */
  public static final String ALONE = "alone";

  /** The arm that is trained with the teacher. */
  public static final String DISTILLED = "distilled";

  /** The teacher itself. */
  public static final String TEACHER = "teacher";
}
