package io.retort.losses;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Tensor;
import java.util.Set;

/**
 * The usual loss against true answers: {@link CrossEntropy} for classes, {@link BinaryCrossEntropy}
 * for multi-label targets and {@link MeanSquaredError} for values, each with its defaults.
 */
public record Supervised() implements Loss {
  private static final Loss CLASSES = new CrossEntropy(0);
  private static final Loss MULTI_LABELS = new BinaryCrossEntropy(1, true);
  private static final Loss VALUES = new MeanSquaredError(MeanSquaredError.On.LOGITS);

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.CLASSES, TargetKind.MULTI_LABELS, TargetKind.VALUES);
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Loss loss =
        switch (target.kind()) {
          case CLASSES -> CLASSES;
          case MULTI_LABELS -> MULTI_LABELS;
          case VALUES -> VALUES;
          default -> throw Targets.refused(this, target);
        };
    return loss.evaluate(student, target, gradient);
  }
}
