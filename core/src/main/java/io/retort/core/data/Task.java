package io.retort.core.data;

import io.retort.core.loss.TargetKind;
import java.util.List;

/** What is to be predicted for a sample. */
public sealed interface Task {

  /**
   * The names of the outputs.
   *
   * @return one name for each class, label or value, in the order of the outputs
   */
  List<String> names();

  /**
   * The kind of target that the samples' true answers are.
   *
   * @return the kind
   */
  TargetKind labels();

  /**
   * What a network's output for this task is, as a target for another network.
   *
   * @return logits of classes or of labels, or values
   */
  TargetKind answers();

  /**
   * The number of outputs that a model needs.
   *
   * @return at least 1
   */
  default int outputs() {
    return names().size();
  }

  /**
   * One class out of several.
   *
   * @param names the classes, at least two
   */
  record SingleLabel(List<String> names) implements Task {
    public SingleLabel {
      names = List.copyOf(names);
      if (names.size() < 2) {
        throw new IllegalArgumentException(
            "A classification needs at least two classes, not " + names);
      }
    }

    @Override
    public TargetKind labels() {
      return TargetKind.CLASSES;
    }

    @Override
    public TargetKind answers() {
      return TargetKind.LOGITS;
    }
  }

  /**
   * Any number of labels.
   *
   * @param names the labels, at least one
   */
  record MultiLabel(List<String> names) implements Task {
    public MultiLabel {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("There must be at least one label to predict");
      }
    }

    @Override
    public TargetKind labels() {
      return TargetKind.MULTI_LABELS;
    }

    @Override
    public TargetKind answers() {
      return TargetKind.MULTI_LABEL_LOGITS;
    }
  }

  /**
   * Numbers.
   *
   * @param names the values, at least one
   */
  record Regression(List<String> names) implements Task {
    public Regression {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("There must be at least one value to predict");
      }
    }

    @Override
    public TargetKind labels() {
      return TargetKind.VALUES;
    }

    @Override
    public TargetKind answers() {
      return TargetKind.VALUES;
    }
  }
}
