package io.retort.core.training;

import io.retort.core.augmentation.AugmentationSettings;
import io.retort.core.checkpoint.CheckpointSettings;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.loss.Loss;
import io.retort.core.metric.MetricSet;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.DefaultPlugins;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long and with what a network is trained.
 *
 * @param epochs passes over the training samples; exactly one of {@code epochs} and {@code steps}
 * @param steps batches
 * @param batch samples in a batch, which decides the kind of descent: 1 is stochastic, some are
 *     mini-batches, and as many as there are training samples, or more, are batch gradient descent
 *     over the whole set; an epoch's last batch may be smaller
 * @param dropLast whether a smaller last batch of an epoch is left out, as a criterion that
 *     compares the samples of a batch may want; where all samples fit into one batch, it is never
 *     left out
 * @param optimizer the optimizer
 * @param schedule the factor of the learning rate
 * @param loss the loss against true labels
 * @param l1 factor of the sum of the absolute weights, added to the loss
 * @param l2 factor of half the sum of the squared weights, added to the loss
 * @param clipNorm gradients with a larger norm are scaled down to this norm
 * @param keep which weights are kept in the end
 * @param validations how often the validation samples are looked at, at most
 * @param gradients how the gradients of several outputs are combined
 * @param nodes nodes that are frozen or have a learning rate of their own; of the student, where a
 *     strategy trains several networks
 * @param checkpoint how often the state of the training is saved
 * @param headWeights for a head, the factor λ of all terms that concern it, whether they look at
 *     true labels, at a teacher or at a peer; 1 for heads that are not named
 * @param classWeights for a class of the only single-label head, how much its samples count in all
 *     losses; 1 for classes that are not named
 * @param balanceClasses whether classes count alike however many samples they have
 * @param augmentation how the training samples are changed at random; as they are where it is empty
 */
public record TrainingSettings(
    @Doc("Passes over the training samples; give this or steps.") @Range(min = 1)
        Optional<Integer> epochs,
    @Doc("Batches to train on; give this or epochs.") @Range(min = 1) Optional<Integer> steps,
    @Doc(
            "Samples in a batch; 1 is stochastic descent, the number of training samples or more"
                + " takes all of them in every step.")
        @Default("128")
        @Range(min = 1)
        int batch,
    @Doc(
            "Whether the last batch of an epoch is left out where it is smaller than the others;"
                + " its samples come in other epochs.")
        @Default("false")
        boolean dropLast,
    @Doc("The optimizer.") @DefaultPlugins Optimizer optimizer,
    @Doc("How the learning rate changes.") @DefaultPlugins Schedule schedule,
    @Doc("The loss against true labels; by default the usual one of each head's task.")
        @DefaultPlugins
        Loss loss,
    @Doc("Factor of the sum of absolute weights, added to the loss.") @Default("0") @Range(min = 0)
        double l1,
    @Doc("Factor of half the sum of squared weights, added to the loss.")
        @Default("0")
        @Range(min = 0)
        double l2,
    @Doc("Gradients with a larger norm are scaled down to this norm.")
        @Range(min = 0, minExclusive = true)
        Optional<Double> clipNorm,
    @Doc("Which weights are kept: those of the last step, or of the best epoch on validation data.")
        @Default("last")
        Keep keep,
    @Doc("How often the validation samples are looked at, at most; always after the last epoch.")
        @Default("20")
        @Range(min = 1)
        int validations,
    @Doc("How the gradients of several outputs become one direction for shared parameters.")
        @DefaultPlugins
        GradientCombination gradients,
    @Doc("Nodes that are frozen, for a while or for good, or have their own learning rate.")
        @Default("[]")
        List<NodeTuning> nodes,
    @Doc("How often the state of the training is saved, from which an interrupted run goes on.")
        @Default("{}")
        CheckpointSettings checkpoint,
    @Doc("For a head, by name, the factor of its losses; 1 for heads that are not named.")
        @Default("{}")
        Map<String, Double> headWeights,
    @Doc(
            "For a class, by name, how much its labelled samples count in all losses; 1 for classes"
                + " that are not named.")
        @Default("{}")
        Map<String, Double> classWeights,
    @Doc(
            "Whether all classes count alike in all losses: samples are weighted by one over the"
                + " number of labelled samples of their class.")
        @Default("false")
        boolean balanceClasses,
    @Doc("How training samples are changed at random; validation and test samples never are.")
        Optional<AugmentationSettings> augmentation) {

  public TrainingSettings {
    nodes = List.copyOf(nodes);
    headWeights = Map.copyOf(headWeights);
    headWeights.forEach(
        (head, weight) -> {
          if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                "The weight "
                    + weight
                    + " of the head '"
                    + head
                    + "' is not a finite number of 0 or more");
          }
        });
    classWeights = Map.copyOf(classWeights);
    classWeights.forEach(
        (name, weight) -> {
          if (!(weight > 0 && weight <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                "The weight "
                    + weight
                    + " of the class '"
                    + name
                    + "' is not a finite number above 0");
          }
        });
    if (balanceClasses && !classWeights.isEmpty()) {
      throw new IllegalArgumentException(
          "Give either class-weights or balance-classes, and not both");
    }
    if (epochs.isPresent() == steps.isPresent()) {
      throw new IllegalArgumentException("Give either epochs or steps, and not both");
    }
  }

  /**
   * Settings to be completed; how long is still to be said.
   *
   * @param optimizer the optimizer
   * @param loss the loss against true labels
   * @return all other keys with their defaults
   */
  public static TrainingSettingsBuilder builder(Optimizer optimizer, Loss loss) {
    return new TrainingSettingsBuilder(optimizer, loss);
  }

  /**
   * These settings, to change some of them.
   *
   * @return a builder that has them all
   */
  public TrainingSettingsBuilder toBuilder() {
    return new TrainingSettingsBuilder(this);
  }

  /**
   * The same training, cut down to some steps whose last weights are kept.
   *
   * @param count the number of steps
   * @return the settings
   */
  public TrainingSettings shortened(int count) {
    return toBuilder().steps(count).keep(Keep.LAST).validations(1).build();
  }

  /**
   * Data as this training sees them.
   *
   * @param data data with the samples as they are
   * @return the same with all views of the training samples where they are augmented
   * @throws io.retort.core.RetortException if these samples cannot be
   */
  public TrainingData augmented(TrainingData data) {
    return augmentation.map(settings -> settings.of(data)).orElse(data);
  }

  /**
   * The number of batches of a training.
   *
   * @param samples the training samples
   * @return the configured steps, or those of the configured epochs
   */
  public long stepsFor(Samples samples) {
    return steps
        .map(Integer::longValue)
        .orElseGet(() -> epochs.orElseThrow() * stepsPerEpoch(samples));
  }

  /**
   * The number of passes that a training begins.
   *
   * @param samples the training samples
   * @return at least 1
   */
  public long passes(Samples samples) {
    return (stepsFor(samples) - 1) / stepsPerEpoch(samples) + 1;
  }

  /**
   * The number of batches of one pass.
   *
   * @param samples the training samples
   * @return at least 1
   */
  long stepsPerEpoch(Samples samples) {
    return new BatchOrder(samples, batch, dropLast, 0).batches();
  }

  /** Which weights are kept in the end. */
  public enum Keep {
    /** Those after the last step. */
    LAST,
    /** Those of the epoch with the best score on the validation samples, see {@link MetricSet}. */
    BEST
  }
}
