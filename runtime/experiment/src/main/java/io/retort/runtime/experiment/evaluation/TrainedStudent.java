package io.retort.runtime.experiment.evaluation;

import io.retort.core.data.Head;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.training.TrainingResult;
import java.util.LinkedHashMap;
import java.util.List;
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
    double seconds) {

  /**
   * The result of a training.
   *
   * @param validation metrics on the validation samples, by head
   * @param heads those of the data
   */
  public static TrainedStudent of(
      String arm,
      int repeat,
      long seed,
      TrainingResult result,
      Map<String, Metrics> validation,
      List<Head> heads) {
    Map<String, SavedNetwork> peers = new LinkedHashMap<>(result.networks());
    SavedNetwork network = peers.remove(DistillationPlan.STUDENT);
    return new TrainedStudent(
        arm,
        repeat,
        seed,
        network,
        peers,
        validation,
        temperatures(result, network, heads),
        result.steps(),
        result.seconds());
  }

  /** The temperatures of the outputs of heads that predict probabilities. */
  private static Map<String, Double> temperatures(
      TrainingResult result, SavedNetwork network, List<Head> heads) {
    Map<String, Double> temperatures = new LinkedHashMap<>();
    for (Head head : heads) {
      Double temperature = result.temperatures().get(head.output(network.plan()));
      if (temperature != null && head.task().outputActivation().givesProbabilities()) {
        temperatures.put(head.name(), temperature);
      }
    }
    return temperatures;
  }
}
