package io.retort.core.training;

import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.TargetSourceVisitor;
import java.util.Optional;

/** The output of another learner that a target is made from, if any. */
final class PeerOfTarget implements TargetSourceVisitor<Optional<TargetSource.Peer>> {

  @Override
  public Optional<TargetSource.Peer> labels(TargetSource.Labels source) {
    return Optional.empty();
  }

  @Override
  public Optional<TargetSource.Peer> teacherHead(TargetSource.TeacherHead source) {
    return Optional.empty();
  }

  @Override
  public Optional<TargetSource.Peer> teacherDecision(TargetSource.TeacherDecision source) {
    return Optional.empty();
  }

  @Override
  public Optional<TargetSource.Peer> teacherFeature(TargetSource.TeacherFeature source) {
    return Optional.empty();
  }

  @Override
  public Optional<TargetSource.Peer> peer(TargetSource.Peer source) {
    return Optional.of(source);
  }
}
