package io.retort.core.loss;

import io.retort.core.tensor.Tensor;
import java.util.Optional;

/**
 * How far a student's output is from a target: the criterion that compares one with the other, by
 * what the two are alone. Immutable, and usable from several threads.
 */
public interface Loss extends Criterion {

  /**
   * The loss, as the mean over the batch, and its gradient. What a row contributes depends on that
   * row alone, so that threads may evaluate parts of a batch side by side. It is computed in double
   * precision, or to 1e-6 where a {@link #formula} defines it.
   *
   * @param student the student's output, {@code [batch, …]}: logits, values or features
   * @param target what it is compared with, of a kind that {@link #accepts} names, with as many
   *     rows
   * @param gradient overwritten with d(loss)/d(student), of the student's shape
   * @return the mean over the rows of the batch (not over the classes)
   */
  double evaluate(Tensor student, Target target, Tensor gradient);

  /**
   * The same loss as a program, by which an accelerator evaluates it where its activations are. A
   * loss without one is evaluated in the host's memory: on an accelerator, outputs are then copied
   * there and gradients back at every step. The program reads the target's numbers as input 0, and
   * those that {@link Target.LabelledValues} knows to be true as input 1; it takes targets as they
   * are, so that what {@link #evaluate} would refuse is looked for once, before training.
   *
   * @param kind one of {@link #accepts}
   * @return the program with the numbers of this loss; empty unless overridden
   */
  default Optional<LossFormula> formula(TargetKind kind) {
    return Optional.empty();
  }

  @Override
  default CriterionSession start(CriterionSetting setting) {
    if (setting.outputs().size() != 1 || setting.targets().size() != 1) {
      throw new IllegalArgumentException(
          "it compares one output with one target, not "
              + setting.outputs().size()
              + " with "
              + setting.targets().size());
    }
    return (compared, gradients, parameterGradients) ->
        RowParts.evaluate(compared, gradients.get(0), this::evaluate);
  }
}
