package com.acme.annealing;

import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Tensor;
import java.util.Set;

/**
 * The squared distance from the teacher's outputs scaled down, {@code (z_s − Φ(T)·z_t)²} with
 * {@code Φ(T) = 1 − (T − 1)/τ}, as the mean over outputs and batch. At the hottest temperature τ
 * the student learns 1/τ of what the teacher says, at temperature 1 and below all of it; above τ +
 * 1 nothing of it is left.
 *
 * @param temperature T, above 0
 * @param hottest τ, at least 1
 */
public record AnnealedLogits(
    @Doc("1 where the teacher's outputs count as they are, more to scale them down.")
        @Default("1")
        @Range(min = 0, minExclusive = true)
        double temperature,
    @Doc("The temperature at which the teacher's outputs are divided by that temperature.")
        @Default("7")
        @Range(min = 1)
        double hottest)
    implements TemperedLoss {

  @Override
  public AnnealedLogits withTemperature(double other) {
    return new AnnealedLogits(other, hottest);
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.LOGITS, TargetKind.VALUES);
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor teacher = outputs(target);
    if (!teacher.shape().equals(student.shape())) {
      throw new IllegalArgumentException(
          "The teacher's outputs have the shape "
              + teacher.shape()
              + ", the student's "
              + student.shape());
    }
    double factor = Math.max(0, Math.min(1, 1 - (temperature - 1) / hottest));
    int elements = student.shape().elements();
    double sum = 0;
    for (int i = 0; i < elements; i++) {
      double difference = student.get(i) - factor * teacher.get(i);
      sum += difference * difference;
      gradient.set(i, (float) (2 * difference / elements));
    }
    return sum / elements;
  }

  private Tensor outputs(Target target) {
    if (target instanceof Target.Logits logits) {
      return logits.values();
    } else if (target instanceof Target.Values values) {
      return values.values();
    }
    throw new IllegalArgumentException(
        "annealed-logits compares with " + accepts() + ", not with " + target.kind());
  }
}
