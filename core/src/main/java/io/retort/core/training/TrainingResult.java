package io.retort.core.training;

import io.retort.core.network.SavedNetwork;
import java.util.Map;

/**
 * What a training has made.
 *
 * @param networks the trained networks by learner, without nodes that only served the training
 * @param steps the number of steps made
 * @param epoch the epoch whose weights were kept
 * @param temperatures at which nodes of the student were compared with their targets at the end of
 *     that epoch, or last before it; only of nodes of terms that have one, {@link
 *     io.retort.core.strategy.Term#temperature}
 * @param seconds how long it took
 */
public record TrainingResult(
    Map<String, SavedNetwork> networks,
    long steps,
    int epoch,
    Map<String, Double> temperatures,
    double seconds) {

  public TrainingResult {
    networks = Map.copyOf(networks);
    temperatures = Map.copyOf(temperatures);
  }
}
