package io.retort.losses;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossFormula;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.tensor.Tensor;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The usual loss against a teacher's outputs, as {@link Supervised} is against true labels: each
 * kind of output has a loss of its own, so that one term does for networks with several heads.
 *
 * @param classes the loss for logits or probabilities of classes
 * @param labels the loss for logits or probabilities of independent labels
 * @param values the loss for numbers, which have no temperature
 */
public record Distillation(
    @Doc("The loss against what a teacher says of classes.") @Default("{kind: kullback-leibler}")
        TemperedLoss classes,
    @Doc("The loss against what a teacher says of independent labels.")
        @Default("{kind: binary-kullback-leibler}")
        TemperedLoss labels,
    @Doc("The loss against a teacher's numbers.") @Default("{kind: mean-squared-error}")
        Loss values)
    implements TemperedLoss {
  private static final Set<TargetKind> CLASSES =
      Set.of(
          TargetKind.LOGITS,
          TargetKind.PROBABILITIES,
          TargetKind.LOG_PROBABILITIES,
          TargetKind.LABELLED_LOGITS);
  private static final Set<TargetKind> LABELS =
      Set.of(TargetKind.MULTI_LABEL_LOGITS, TargetKind.MULTI_LABEL_PROBABILITIES);
  private static final Set<TargetKind> VALUES =
      Set.of(TargetKind.VALUES, TargetKind.LABELLED_VALUES);

  /** The losses that are used where a configuration names none. */
  public Distillation() {
    this(
        new KullbackLeibler(4),
        new BinaryKullbackLeibler(4, true),
        new MeanSquaredError(MeanSquaredError.On.LOGITS));
  }

  @Override
  public Distillation withTemperature(double temperature) {
    return new Distillation(
        classes.withTemperature(temperature), labels.withTemperature(temperature), values);
  }

  @Override
  public Set<TargetKind> accepts() {
    Set<TargetKind> kinds = EnumSet.noneOf(TargetKind.class);
    for (TargetKind kind : TargetKind.values()) {
      if (isOutput(kind) && of(kind).accepts().contains(kind)) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return accepts().contains(kind) ? of(kind).formula(kind) : Optional.empty();
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    if (!isOutput(target.kind())) {
      throw Targets.refused(this, target);
    }
    return of(target.kind()).evaluate(student, target, gradient);
  }

  private static boolean isOutput(TargetKind kind) {
    return CLASSES.contains(kind) || LABELS.contains(kind) || VALUES.contains(kind);
  }

  private Loss of(TargetKind kind) {
    if (CLASSES.contains(kind)) {
      return classes;
    }
    return LABELS.contains(kind) ? labels : values;
  }
}
