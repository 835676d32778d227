package io.retort.core.training;

import io.retort.core.network.SavedNetwork;
import java.util.Map;

/**
 * What a training has made.
 *
 * @param networks the trained networks by learner, without nodes that only served the training
 * @param steps the number of steps made
 * @param epoch the epoch whose weights were kept
 * @param seconds how long it took
 */
public record TrainingResult(
    Map<String, SavedNetwork> networks, long steps, int epoch, double seconds) {

  public TrainingResult {
    networks = Map.copyOf(networks);
  }
}
