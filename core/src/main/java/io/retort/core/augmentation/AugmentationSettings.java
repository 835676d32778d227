package io.retort.core.augmentation;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.List;

/**
 * How training samples are changed at random. Validation and test samples never are.
 *
 * @param steps what is done to an input, one after the other
 * @param views how many views of each sample there are
 * @param seed decides all views
 */
public record AugmentationSettings(
    @Doc("What is done to an input, one after the other.") List<Augmentation> steps,
    @Doc(
            "Views of each sample, all of them changed at random: epoch e shows view e modulo this"
                + " number. A teacher whose outputs are kept is evaluated on each view once.")
        @Default("10")
        @Range(min = 1)
        int views,
    @Doc(
            "Decides all views, which are the same for the students of all seeds and their"
                + " teacher.")
        @Default("1")
        long seed) {

  public AugmentationSettings {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("An augmentation needs at least one of its 'steps'");
    }
    if (views < 1) {
      throw new IllegalArgumentException("An augmentation has at least 1 view, not " + views);
    }
  }

  /**
   * The same with fewer views.
   *
   * @param most the largest number of views
   * @return these settings where they have no more
   */
  public AugmentationSettings limited(int most) {
    return views <= most ? this : new AugmentationSettings(steps, most, seed);
  }

  /**
   * All views of the list that training samples are from.
   *
   * @param data the data
   * @return the views of {@code data.train().origin()}
   * @throws RetortException if such inputs cannot be changed in these ways
   */
  public AugmentedSamples origin(TrainingData data) {
    requireLabels(data.heads());
    List<InputChange> changes =
        steps.stream().map(step -> step.on(data.inputShape(), data.preparation())).toList();
    return AugmentedSamples.ofAll(data.train().origin(), changes, views, seed);
  }

  /**
   * The same data with all views of the training samples.
   *
   * @param data the data
   * @return data whose validation samples are as they were
   * @throws RetortException if such inputs cannot be changed in these ways
   */
  public TrainingData of(TrainingData data) {
    return origin(data).in(data);
  }

  /** What only a teacher knows of samples it says of those that they are measured by, too. */
  private static void requireLabels(List<Head> heads) {
    for (Head head : heads) {
      if (!head.task().hasLabels()) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The training has an 'augmentation', but only a teacher knows the head '"
                + head.name()
                + "', and students are measured by what it says of samples as they are; leave the"
                + " key out");
      }
    }
  }
}
