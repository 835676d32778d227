package io.retort.core.training;

import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.TargetSourceVisitor;
import java.util.Optional;

/** The teacher's output that a target is made of; empty for those that need no teacher. */
final class TeacherOutputName implements TargetSourceVisitor<Optional<String>> {

  @Override
  public Optional<String> labels(TargetSource.Labels source) {
    return Optional.empty();
  }

  @Override
  public Optional<String> teacherHead(TargetSource.TeacherHead source) {
    return Optional.of(source.head());
  }

  @Override
  public Optional<String> teacherDecision(TargetSource.TeacherDecision source) {
    return Optional.of(source.head());
  }

  @Override
  public Optional<String> teacherFeature(TargetSource.TeacherFeature source) {
    return Optional.of(source.tap());
  }

  @Override
  public Optional<String> peer(TargetSource.Peer source) {
    return Optional.empty();
  }
}
