package io.retort.core.strategy;

import io.retort.core.loss.TargetKind;

/** Where the target of a {@link Term} comes from. */
public sealed interface TargetSource {

  /**
   * The true answers, on the samples of which they are known; other samples do not count in the
   * term.
   *
   * @param head the head
   */
  record Labels(String head) implements TargetSource {}

  /**
   * What the teacher says of a head, on all samples. A loss that also needs the true class ({@link
   * io.retort.core.loss.TargetKind#LABELLED_LOGITS}) or the true numbers ({@link
   * io.retort.core.loss.TargetKind#LABELLED_VALUES}) sees labelled samples only.
   *
   * @param head the head
   */
  record TeacherHead(String head) implements TargetSource {}

  /**
   * The class that the teacher finds most likely, on all samples.
   *
   * @param head the head
   */
  record TeacherDecision(String head) implements TargetSource {}

  /**
   * Activations inside the teacher.
   *
   * @param tap the teacher's tap
   */
  record TeacherFeature(String tap) implements TargetSource {}

  /**
   * The output of another learner of the same step, as a constant: no gradient reaches the peer.
   *
   * @param learner the other learner's name
   * @param tap a tap of the other learner
   * @param kind what the output is: logits, values or features
   */
  record Peer(String learner, String tap, TargetKind kind) implements TargetSource {}
}
