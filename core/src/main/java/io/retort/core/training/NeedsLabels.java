package io.retort.core.training;

import io.retort.core.loss.TargetKind;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.TargetSourceVisitor;

/**
 * Whether a target reveals labels, so that only samples count whose labels may be used.
 *
 * @param kind what the criterion is given
 */
record NeedsLabels(TargetKind kind) implements TargetSourceVisitor<Boolean> {

  @Override
  public Boolean labels(TargetSource.Labels source) {
    return true;
  }

  @Override
  public Boolean teacherHead(TargetSource.TeacherHead source) {
    return switch (kind) {
      case LABELLED_LOGITS, LABELLED_VALUES -> true;
      case CLASSES,
          MULTI_LABELS,
          VALUES,
          LOGITS,
          PROBABILITIES,
          LOG_PROBABILITIES,
          FEATURES,
          MULTI_LABEL_LOGITS,
          MULTI_LABEL_PROBABILITIES ->
          false;
    };
  }

  @Override
  public Boolean teacherDecision(TargetSource.TeacherDecision source) {
    return false;
  }

  @Override
  public Boolean teacherFeature(TargetSource.TeacherFeature source) {
    return false;
  }

  @Override
  public Boolean peer(TargetSource.Peer source) {
    return false;
  }
}
