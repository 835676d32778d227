package io.retort.core.loss;

import io.retort.core.tensor.Shape;
import java.util.List;

/**
 * What a criterion will compare.
 *
 * @param outputs the shapes of one sample of the student's outputs
 * @param targets the targets
 * @param samples the number of training samples
 * @param seed for whatever is drawn at random
 */
public record CriterionSetting(
    List<Shape> outputs, List<TargetShape> targets, int samples, long seed) {
  public CriterionSetting {
    outputs = List.copyOf(outputs);
    targets = List.copyOf(targets);
  }

  /**
   * A target to come.
   *
   * @param kind its kind
   * @param shape the shape of one sample
   */
  public record TargetShape(TargetKind kind, Shape shape) {}
}
