package io.retort.core.data;

import io.retort.core.loss.TargetKind;
import java.util.Collections;
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
   * The kind of target that the labels of the samples are.
   *
   * @return the kind
   */
  TargetKind labelKind();

  /**
   * The kind of target that a network's output for this task is for another network.
   *
   * @return logits of classes or of labels, or values
   */
  TargetKind outputKind();

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
    public TargetKind labelKind() {
      return TargetKind.CLASSES;
    }

    @Override
    public TargetKind outputKind() {
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
    public TargetKind labelKind() {
      return TargetKind.MULTI_LABELS;
    }

    @Override
    public TargetKind outputKind() {
      return TargetKind.MULTI_LABEL_LOGITS;
    }
  }

  /**
   * Numbers.
   *
   * @param names the values, at least one
   * @param scales for each value, what brought it from the units of the data to those in which
   *     samples, teachers and students have it; figures and predictions are given in the units of
   *     the data
   */
  record Regression(List<String> names, List<Standardization> scales) implements Task {
    public Regression {
      names = List.copyOf(names);
      scales = List.copyOf(scales);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("There must be at least one value to predict");
      }
      if (scales.size() != names.size()) {
        throw new IllegalArgumentException(
            "There are " + scales.size() + " scales for the values " + names);
      }
    }

    /**
     * Numbers in the units of the data.
     *
     * @param names the values, at least one
     */
    public Regression(List<String> names) {
      this(names, Collections.nCopies(names.size(), Standardization.NONE));
    }

    /**
     * The way from the scale in which samples, teachers and students have the values to the units
     * of the data.
     *
     * @return maps rows of values
     */
    public RowMapping toUnits() {
      RowMapping.Builder mapping = new RowMapping.Builder(names.size(), names.size());
      for (int i = 0; i < scales.size(); i++) {
        mapping.rescale(i, scales.get(i), i, Standardization.NONE);
      }
      return mapping.build();
    }

    /**
     * The way from the units of the data to the scale in which samples, teachers and students have
     * the values.
     *
     * @return maps rows of values
     */
    public RowMapping fromUnits() {
      RowMapping.Builder mapping = new RowMapping.Builder(names.size(), names.size());
      for (int i = 0; i < scales.size(); i++) {
        mapping.rescale(i, Standardization.NONE, i, scales.get(i));
      }
      return mapping.build();
    }

    @Override
    public TargetKind labelKind() {
      return TargetKind.VALUES;
    }

    @Override
    public TargetKind outputKind() {
      return TargetKind.VALUES;
    }
  }
}
