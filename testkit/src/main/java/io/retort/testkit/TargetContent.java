package io.retort.testkit;

import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What a target of any kind holds.
 *
 * @param kind its kind
 * @param classes the true class of each row; empty for kinds without classes
 * @param tensors with as many rows each; what a teacher has said comes before what is true
 */
record TargetContent(TargetKind kind, int[] classes, List<Tensor> tensors) {

  static TargetContent of(Target target) {
    return switch (target.kind()) {
      case CLASSES ->
          new TargetContent(target.kind(), ((Target.Classes) target).labels(), List.of());
      case LABELLED_LOGITS -> {
        Target.LabelledLogits labelled = (Target.LabelledLogits) target;
        yield new TargetContent(target.kind(), labelled.labels(), List.of(labelled.values()));
      }
      case LABELLED_VALUES -> {
        Target.LabelledValues labelled = (Target.LabelledValues) target;
        yield new TargetContent(
            target.kind(), new int[0], List.of(labelled.values(), labelled.labels()));
      }
      case MULTI_LABELS,
          VALUES,
          LOGITS,
          PROBABILITIES,
          LOG_PROBABILITIES,
          FEATURES,
          MULTI_LABEL_LOGITS,
          MULTI_LABEL_PROBABILITIES ->
          new TargetContent(target.kind(), new int[0], List.of(((Target.Numbers) target).values()));
    };
  }

  /** The target that holds this. */
  Target target() {
    return switch (kind) {
      case CLASSES -> new Target.Classes(classes);
      case MULTI_LABELS -> new Target.MultiLabels(tensors.get(0));
      case VALUES -> new Target.Values(tensors.get(0));
      case LOGITS -> new Target.Logits(tensors.get(0));
      case PROBABILITIES -> new Target.Probabilities(tensors.get(0));
      case LOG_PROBABILITIES -> new Target.LogProbabilities(tensors.get(0));
      case FEATURES -> new Target.Features(tensors.get(0));
      case LABELLED_LOGITS -> new Target.LabelledLogits(classes, tensors.get(0));
      case MULTI_LABEL_LOGITS -> new Target.MultiLabelLogits(tensors.get(0));
      case MULTI_LABEL_PROBABILITIES -> new Target.MultiLabelProbabilities(tensors.get(0));
      case LABELLED_VALUES -> new Target.LabelledValues(tensors.get(1), tensors.get(0));
    };
  }

  /** Rows in the given order, copied. */
  TargetContent rows(int... rows) {
    return new TargetContent(
        kind,
        hasClasses() ? Arrays.stream(rows).map(row -> classes[row]).toArray() : classes,
        tensors.stream().map(tensor -> TargetSamples.rows(tensor, rows)).toList());
  }

  /** The same with one class for every row. */
  TargetContent relabelled(int label) {
    return new TargetContent(kind, Arrays.stream(classes).map(any -> label).toArray(), tensors);
  }

  /** The true class of a row, or −1 for kinds without classes. */
  int label(int row) {
    return hasClasses() ? classes[row] : -1;
  }

  private boolean hasClasses() {
    return classes.length > 0;
  }

  /** All numbers of the target, those of each tensor and then the classes. */
  float[] numbers() {
    float[] all =
        new float[classes.length + tensors.stream().mapToInt(t -> t.shape().elements()).sum()];
    int at = 0;
    for (Tensor tensor : tensors) {
      float[] values = tensor.toArray();
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    for (int label : classes) {
      all[at++] = label;
    }
    return all;
  }
}
