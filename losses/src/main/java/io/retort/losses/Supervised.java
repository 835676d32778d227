package io.retort.losses;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossFormula;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Tensor;
import java.util.Optional;
import java.util.Set;

/**
 * The usual loss against true labels: {@link CrossEntropy} for classes, {@link BinaryCrossEntropy}
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
  public Optional<LossFormula> formula(TargetKind kind) {
    return of(kind).flatMap(loss -> loss.formula(kind));
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    return of(target.kind())
        .orElseThrow(() -> Targets.refused(this, target))
        .evaluate(student, target, gradient);
  }

  private static Optional<Loss> of(TargetKind kind) {
    return switch (kind) {
      case CLASSES -> Optional.of(CLASSES);
      case MULTI_LABELS -> Optional.of(MULTI_LABELS);
      case VALUES -> Optional.of(VALUES);
      default -> Optional.empty();
    };
  }
}
