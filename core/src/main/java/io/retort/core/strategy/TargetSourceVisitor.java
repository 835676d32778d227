package io.retort.core.strategy;

/**
 * Something that is different for each kind of {@link TargetSource}: a method for each, so that
 * what forgets one does not compile.
 *
 * @param <R> what the methods return
 */
public interface TargetSourceVisitor<R> {

  /**
   * For {@link TargetSource.Labels}.
   *
   * @param source the source
   * @return what the visitor is for
   */
  R labels(TargetSource.Labels source);

  /**
   * For {@link TargetSource.TeacherHead}.
   *
   * @param source the source
   * @return what the visitor is for
   */
  R teacherHead(TargetSource.TeacherHead source);

  /**
   * For {@link TargetSource.TeacherDecision}.
   *
   * @param source the source
   * @return what the visitor is for
   */
  R teacherDecision(TargetSource.TeacherDecision source);

  /**
   * For {@link TargetSource.TeacherFeature}.
   *
   * @param source the source
   * @return what the visitor is for
   */
  R teacherFeature(TargetSource.TeacherFeature source);

  /**
   * For {@link TargetSource.Peer}.
   *
   * @param source the source
   * @return what the visitor is for
   */
  R peer(TargetSource.Peer source);
}
