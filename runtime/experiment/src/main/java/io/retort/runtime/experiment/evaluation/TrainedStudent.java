package io.retort.runtime.experiment.evaluation;

import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import java.util.Map;

/**
 * A student that was trained and waits for its test.
 *
 * @param arm {@code alone} or {@code distilled}
 * @param repeat which repeat of the experiment it is of, from 1
 * @param seed the training's seed as the experiment names it
 * @param network the student
 * @param peers the networks that were trained with it, by learner
 * @param validation metrics on the validation samples, by head
 * @param temperatures at which it was last compared with its targets, by head; only of classes and
 *     labels for which the strategy sets one
 * @param steps the number of batches it was trained on
 * @param seconds how long the training took
 */
public record TrainedStudent(
    String arm,
    int repeat,
    long seed,
    SavedNetwork network,
    Map<String, SavedNetwork> peers,
    Map<String, Metrics> validation,
    Map<String, Double> temperatures,
    long steps,
    double seconds) {}
