package io.retort.core.training;

import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.value;

import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.Update;
import io.retort.core.tensor.UpdateProgram;
import io.retort.core.tensor.Vector;
import java.util.List;
import java.util.Map;

/** The penalties of large weights, and the bound on the gradient's norm. */
final class GradientAdjustment {
  /** The gradient of {@code l1·Σ|w| + l2/2·Σw²} is added. */
  private static final UpdateProgram PENALTY =
      new UpdateProgram(
          value().plus(scalar("l1").times(input(0).sign()).plus(scalar("l2").times(input(0)))),
          List.of());

  private static final UpdateProgram SIGNS = new UpdateProgram(input(0).sign(), List.of());

  private final double l1;
  private final double l2;
  private final double clipNorm;

  GradientAdjustment(TrainingSettings settings) {
    this.l1 = settings.l1();
    this.l2 = settings.l2();
    this.clipNorm = settings.clipNorm().orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * Adds the penalties' gradients to the groups that decay, then scales the gradient of all groups
   * together down to the largest norm allowed. Parameters in no group count in neither: what is not
   * trained must not slow down what is.
   */
  void apply(List<ParameterGroup> groups) {
    for (ParameterGroup group : groups) {
      if (isPenalised(group)) {
        group
            .gradients()
            .update(
                Update.of(PENALTY, Map.of("l1", l1, "l2", l2)), List.of(), List.of(group.values()));
      }
    }
    if (clipNorm < Double.POSITIVE_INFINITY && !groups.isEmpty()) {
      List<Vector> gradients = groups.stream().map(ParameterGroup::gradients).toList();
      gradients.get(0).limitNorm(gradients.subList(1, gradients.size()), clipNorm);
    }
  }

  private boolean isPenalised(ParameterGroup group) {
    return group.decay() && (l1 > 0 || l2 > 0);
  }

  /** The value of the penalties, {@code l1·Σ|w| + l2/2·Σw²}. */
  double penalty(List<ParameterGroup> groups) {
    double penalty = 0;
    for (ParameterGroup group : groups) {
      if (isPenalised(group)) {
        penalty += penalty(group.values());
      }
    }
    return penalty;
  }

  private double penalty(Vector weights) {
    double penalty = l2 / 2 * weights.dot(weights);
    if (l1 > 0) {
      try (Vector signs = weights.like()) {
        signs.update(Update.of(SIGNS, Map.of()), List.of(), List.of(weights));
        penalty += l1 * weights.dot(signs);
      }
    }
    return penalty;
  }
}
