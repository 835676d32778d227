package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * The weights that samples have because of their class. A sample whose label may not be used has
 * the weight 1: its class is not known.
 */
final class ClassWeights {
  private ClassWeights() {}

  private static boolean wanted(TrainingSettings settings) {
    return settings.balanceClasses() || !settings.classWeights().isEmpty();
  }

  /** Refuses weights of classes where it is not clear which they are. */
  static void require(TrainingSettings settings, List<Head> heads) {
    if (wanted(settings)) {
      head(settings, heads);
    }
  }

  private static Head head(TrainingSettings settings, List<Head> heads) {
    String key = settings.balanceClasses() ? "balance-classes" : "class-weights";
    List<Head> classes =
        heads.stream().filter(head -> head.task() instanceof Task.SingleLabel).toList();
    if (classes.size() != 1) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The key '"
              + key
              + "' of the training is for data with one single-label head, but these have "
              + classes.size()
              + "; leave it out, or give samples weights of their own");
    }
    Head head = classes.get(0);
    for (String name : settings.classWeights().keySet()) {
      if (!head.task().names().contains(name)) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The key 'class-weights' of the training names the class '"
                + name
                + "', which the head '"
                + head.name()
                + "' does not have; its classes are "
                + head.task().names());
      }
    }
    return head;
  }

  /**
   * The weights by class.
   *
   * @param labelled the samples whose labels may be used
   * @return empty where classes have none
   */
  static Optional<IntToDoubleFunction> of(
      TrainingSettings settings, List<Head> heads, Samples train, BitSet labelled) {
    if (!wanted(settings) || labelled.isEmpty()) {
      return Optional.empty();
    }
    Head head = head(settings, heads);
    int[] known = labelled.stream().toArray();
    int[] classes = ((Target.Classes) train.labels(head.name(), known)).labels();
    double[] weights =
        settings.balanceClasses()
            ? balanced(classes, head.task().outputs())
            : head.task().names().stream()
                .mapToDouble(name -> settings.classWeights().getOrDefault(name, 1.0))
                .toArray();
    double[] bySample = new double[train.size()];
    Arrays.fill(bySample, 1);
    for (int i = 0; i < known.length; i++) {
      bySample[known[i]] = weights[classes[i]];
    }
    return Optional.of(sample -> bySample[sample]);
  }

  /** Weights by which all classes that there are count alike, and samples 1 in the mean. */
  private static double[] balanced(int[] classes, int count) {
    int[] sizes = new int[count];
    for (int number : classes) {
      sizes[number]++;
    }
    long present = Arrays.stream(sizes).filter(size -> size > 0).count();
    return Arrays.stream(sizes)
        .mapToDouble(size -> size == 0 ? 1 : (double) classes.length / (present * size))
        .toArray();
  }
}
