package io.retort.core.strategy;

import io.retort.core.loss.TargetKind;

/** Where the target of a {@link Term} comes from. */
public sealed interface TargetSource {

  /**
   * Calls the method of a visitor that is for this kind of source.
   *
   * @param visitor has one for each kind
   * @param <R> what it returns
   * @return what that returns
   */
  <R> R accept(TargetSourceVisitor<R> visitor);

  /**
   * The labels, on the samples of which they are known; other samples do not count in the term.
   *
   * @param head the head
   */
  record Labels(String head) implements TargetSource {
    @Override
    public <R> R accept(TargetSourceVisitor<R> visitor) {
      return visitor.labels(this);
    }
  }

  /**
   * What the teacher says of a head, on all samples. A loss that also needs the true class ({@link
   * io.retort.core.loss.TargetKind#LABELLED_LOGITS}) or the true numbers ({@link
   * io.retort.core.loss.TargetKind#LABELLED_VALUES}) sees labelled samples only.
   *
   * @param head the head
   */
  record TeacherHead(String head) implements TargetSource {
    @Override
    public <R> R accept(TargetSourceVisitor<R> visitor) {
      return visitor.teacherHead(this);
    }
  }

  /**
   * The class that the teacher finds most likely, on all samples.
   *
   * @param head the head
   */
  record TeacherDecision(String head) implements TargetSource {
    @Override
    public <R> R accept(TargetSourceVisitor<R> visitor) {
      return visitor.teacherDecision(this);
    }
  }

  /**
   * Activations inside the teacher.
   *
   * @param tap the teacher's tap
   */
  record TeacherFeature(String tap) implements TargetSource {
    @Override
    public <R> R accept(TargetSourceVisitor<R> visitor) {
      return visitor.teacherFeature(this);
    }
  }

  /**
   * The output of another learner of the same step, as a constant: no gradient reaches the peer.
   *
   * @param learner the other learner's name
   * @param tap a tap of the other learner
   * @param kind what the output is: logits, values or features
   */
  record Peer(String learner, String tap, TargetKind kind) implements TargetSource {
    @Override
    public <R> R accept(TargetSourceVisitor<R> visitor) {
      return visitor.peer(this);
    }
  }
}
