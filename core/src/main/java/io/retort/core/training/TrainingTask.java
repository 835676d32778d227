package io.retort.core.training;

import io.retort.core.data.TrainingData;
import io.retort.core.network.Weights;
import io.retort.core.strategy.DistillationPlan;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * One training.
 *
 * @param name what is trained, for reports: {@code teacher}, {@code alone}, {@code distilled}
 * @param seed decides weights, order of samples and dropout
 * @param data the samples, as {@link TrainingSettings#augmented} gives them
 * @param labelled the training samples whose labels may be used, in every view of them
 * @param plan what is minimised
 * @param outputs the teacher's outputs for at least {@code data.train()}, where the plan asks a
 *     teacher
 * @param settings how it is trained
 * @param steps the number of batches
 * @param start weights that the student starts from, by array; what is not among them is drawn
 */
public record TrainingTask(
    String name,
    long seed,
    TrainingData data,
    BitSet labelled,
    DistillationPlan plan,
    Optional<TeacherOutputs> outputs,
    TrainingSettings settings,
    long steps,
    Weights start) {

  public TrainingTask {
    labelled = (BitSet) labelled.clone();
    if (settings.augmentation().isPresent() != data.train().views().isPresent()) {
      throw new IllegalArgumentException(
          "The training samples are "
              + (settings.augmentation().isPresent() ? "not " : "")
              + "augmented, against what the settings say");
    }
    if (outputs.isPresent() && !outputs.get().cover(data.train())) {
      throw new IllegalArgumentException(
          "The teacher's outputs are of other samples than those to train with");
    }
    if (steps < plan.stages().size()) {
      throw new IllegalArgumentException(
          steps + " steps are too few for " + plan.stages().size() + " stages");
    }
  }

  /** A training that starts from drawn weights. */
  public TrainingTask(
      String name,
      long seed,
      TrainingData data,
      BitSet labelled,
      DistillationPlan plan,
      Optional<TeacherOutputs> outputs,
      TrainingSettings settings,
      long steps) {
    this(name, seed, data, labelled, plan, outputs, settings, steps, new Weights(Map.of()));
  }

  /**
   * A training on labelled samples without a teacher.
   *
   * @param name what is trained
   * @param seed decides weights, order of samples and dropout
   * @param data the samples as they are, all of them labelled
   * @param plan what is minimised
   * @param settings how it is trained
   * @return the training, as long as the settings say
   */
  public static TrainingTask supervised(
      String name, long seed, TrainingData data, DistillationPlan plan, TrainingSettings settings) {
    TrainingData seen = settings.augmented(data);
    BitSet all = new BitSet();
    all.set(0, seen.train().size());
    return new TrainingTask(
        name, seed, seen, all, plan, Optional.empty(), settings, settings.stepsFor(seen.train()));
  }
}
