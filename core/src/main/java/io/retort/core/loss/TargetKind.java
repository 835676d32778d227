package io.retort.core.loss;

/** What a loss can be asked to compare the student with. */
public enum TargetKind {
  /** {@link Target.Classes}. */
  CLASSES,
  /** {@link Target.MultiLabels}. */
  MULTI_LABELS,
  /** {@link Target.Values}. */
  VALUES,
  /** {@link Target.Logits}. */
  LOGITS,
  /** {@link Target.Probabilities}. */
  PROBABILITIES,
  /** {@link Target.LogProbabilities}. */
  LOG_PROBABILITIES,
  /** {@link Target.Features}. */
  FEATURES,
  /** {@link Target.LabelledLogits}. */
  LABELLED_LOGITS,
  /** {@link Target.MultiLabelLogits}. */
  MULTI_LABEL_LOGITS,
  /** {@link Target.MultiLabelProbabilities}. */
  MULTI_LABEL_PROBABILITIES,
  /** {@link Target.LabelledValues}. */
  LABELLED_VALUES
}
