package io.retort.core.training;

import io.retort.core.augmentation.AugmentationSettings;
import io.retort.core.checkpoint.CheckpointSettings;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.loss.Loss;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes {@link TrainingSettings}, whose components say more; what is not set has its default. */
public final class TrainingSettingsBuilder {
  private Optional<Integer> epochs = Optional.empty();
  private Optional<Integer> steps = Optional.empty();
  private int batch = 128;
  private Optimizer optimizer;
  private Schedule schedule = Schedule.CONSTANT;
  private Loss loss;
  private double l1;
  private double l2;
  private Optional<Double> clipNorm = Optional.empty();
  private TrainingSettings.Keep keep = TrainingSettings.Keep.LAST;
  private boolean dropLast;
  private int validations = 20;
  private GradientCombination gradients = GradientCombination.SUM;
  private List<NodeTuning> nodes = List.of();
  private CheckpointSettings checkpoint = CheckpointSettings.DEFAULT;
  private Map<String, Double> headWeights = Map.of();
  private Map<String, Double> classWeights = Map.of();
  private boolean balanceClasses;
  private Optional<AugmentationSettings> augmentation = Optional.empty();

  TrainingSettingsBuilder(Optimizer optimizer, Loss loss) {
    this.optimizer = optimizer;
    this.loss = loss;
  }

  TrainingSettingsBuilder(TrainingSettings from) {
    epochs = from.epochs();
    steps = from.steps();
    batch = from.batch();
    optimizer = from.optimizer();
    schedule = from.schedule();
    loss = from.loss();
    l1 = from.l1();
    l2 = from.l2();
    clipNorm = from.clipNorm();
    keep = from.keep();
    dropLast = from.dropLast();
    validations = from.validations();
    gradients = from.gradients();
    nodes = from.nodes();
    checkpoint = from.checkpoint();
    headWeights = from.headWeights();
    classWeights = from.classWeights();
    balanceClasses = from.balanceClasses();
    augmentation = from.augmentation();
  }

  /** Passes over the training samples, in place of a number of steps. */
  public TrainingSettingsBuilder epochs(int value) {
    epochs = Optional.of(value);
    steps = Optional.empty();
    return this;
  }

  /** Batches to train on, in place of a number of epochs. */
  public TrainingSettingsBuilder steps(int value) {
    steps = Optional.of(value);
    epochs = Optional.empty();
    return this;
  }

  /** The samples in a batch. */
  public TrainingSettingsBuilder batch(int value) {
    batch = value;
    return this;
  }

  /** The optimizer. */
  public TrainingSettingsBuilder optimizer(Optimizer value) {
    optimizer = value;
    return this;
  }

  /** The factor of the learning rate. */
  public TrainingSettingsBuilder schedule(Schedule value) {
    schedule = value;
    return this;
  }

  /** The loss against true labels. */
  public TrainingSettingsBuilder loss(Loss value) {
    loss = value;
    return this;
  }

  /** Whether a smaller last batch of an epoch is left out. */
  public TrainingSettingsBuilder dropLast(boolean value) {
    dropLast = value;
    return this;
  }

  /** The factor of the sum of the absolute weights. */
  public TrainingSettingsBuilder l1(double value) {
    l1 = value;
    return this;
  }

  /** The factor of half the sum of the squared weights. */
  public TrainingSettingsBuilder l2(double value) {
    l2 = value;
    return this;
  }

  /** Gradients with a larger norm are scaled down to this norm. */
  public TrainingSettingsBuilder clipNorm(double value) {
    clipNorm = Optional.of(value);
    return this;
  }

  /** Which weights are kept in the end. */
  public TrainingSettingsBuilder keep(TrainingSettings.Keep value) {
    keep = value;
    return this;
  }

  /** How often the validation samples are looked at, at most. */
  public TrainingSettingsBuilder validations(int value) {
    validations = value;
    return this;
  }

  /** How the gradients of several outputs are combined. */
  public TrainingSettingsBuilder gradients(GradientCombination value) {
    gradients = value;
    return this;
  }

  /** Nodes that are frozen or have a learning rate of their own. */
  public TrainingSettingsBuilder nodes(List<NodeTuning> value) {
    nodes = value;
    return this;
  }

  /** How often the state of the training is saved. */
  public TrainingSettingsBuilder checkpoint(CheckpointSettings value) {
    checkpoint = value;
    return this;
  }

  /** For a head, the factor of all terms that concern it. */
  public TrainingSettingsBuilder headWeights(Map<String, Double> value) {
    headWeights = value;
    return this;
  }

  /** How much classes count, by name. */
  public TrainingSettingsBuilder classWeights(Map<String, Double> value) {
    classWeights = value;
    return this;
  }

  /** Whether classes count alike. */
  public TrainingSettingsBuilder balanceClasses(boolean value) {
    balanceClasses = value;
    return this;
  }

  /** How the training samples are changed at random. */
  public TrainingSettingsBuilder augmentation(AugmentationSettings value) {
    augmentation = Optional.of(value);
    return this;
  }

  /**
   * The settings.
   *
   * @throws IllegalArgumentException if neither epochs nor steps were given
   */
  public TrainingSettings build() {
    return new TrainingSettings(
        epochs,
        steps,
        batch,
        dropLast,
        optimizer,
        schedule,
        loss,
        l1,
        l2,
        clipNorm,
        keep,
        validations,
        gradients,
        nodes,
        checkpoint,
        headWeights,
        classWeights,
        balanceClasses,
        augmentation);
  }
}
