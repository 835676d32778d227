package io.retort.core.loss;

import io.retort.core.tensor.Tensor;
import java.util.Set;

/** How far a student's output is from a target. Immutable, and usable from several threads. */
public interface Loss {

  /**
   * The targets that this loss can compare with. A pairing outside of them is refused before
   * training starts.
   *
   * @return at least one kind
   */
  Set<TargetKind> accepts();

  /**
   * The loss, as the mean over the batch, and its gradient.
   *
   * @param student the student's output, {@code [batch, …]}: logits, values or features
   * @param target what it is compared with, of a kind that {@link #accepts} names, with as many
   *     rows
   * @param gradient overwritten with d(loss)/d(student), of the student's shape
   * @return the mean over the rows of the batch (not over the classes)
   */
  double evaluate(Tensor student, Target target, Tensor gradient);
}
