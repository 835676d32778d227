package io.retort.optimizers;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.List;

/**
 * The limited-memory Broyden–Fletcher–Goldfarb–Shanno method: {@code p ← p − α·H·g}, where <i>H</i>
 * is the inverse Hessian as the last <i>m</i> steps <i>s</i> and the changes <i>y</i> of the
 * gradient along them tell it, never written out but applied by the two-loop recursion from {@code
 * H₀ = (s·y / y·y)·I}. A step α satisfies the strong Wolfe conditions; pairs that show no positive
 * curvature are left out. Nocedal and Wright, <i>Numerical Optimization</i>, 2nd edition, 2006,
 * algorithms 7.4 and 7.5.
 *
 * <p>After a search that fails, the memory is cleared and the next direction is steepest descent.
 * Such a search leaves the parameters at the lowest point that it saw, which may be where it began.
 *
 * <p>It is made for the whole training set as one batch, or for large batches: a step evaluates the
 * same batch once where it begins, and about once in each of its iterations, both gradients of a
 * pair are of one batch, and the value must fall. Dropout and clipping by norm contradict that,
 * since with them the gradient is not that of the value. It remembers {@code 2m} vectors as long as
 * all parameters.
 *
 * <p>There is no learning rate: a schedule scales the first step that a search tries, and its
 * factor 0 makes no step. The rates of parameter groups multiply <i>H₀</i> as a diagonal; a group
 * of rate 0 stays where it is.
 *
 * @param memory m
 * @param iterations the directions that a step searches one after the other, all on its batch
 * @param sufficientDecrease c₁ of the Wolfe conditions
 * @param curvature c₂ of the Wolfe conditions, above c₁
 * @param evaluations the most evaluations of one line search
 */
public record Lbfgs(
    @Doc("How many steps are remembered.") @Default("10") @Range(min = 1) int memory,
    @Doc("Directions searched in a step, all on its batch; more of them save evaluations.")
        @Default("5")
        @Range(min = 1)
        int iterations,
    @Doc("The part of the decrease foretold by the slope that a step must reach.")
        @Default("1e-4")
        @Range(min = 0, max = 0.5, minExclusive = true, maxExclusive = true)
        double sufficientDecrease,
    @Doc("The part of the slope that may be left after a step; smaller searches more exactly.")
        @Default("0.9")
        @Range(min = 0, max = 1, minExclusive = true, maxExclusive = true)
        double curvature,
    @Doc("The most evaluations of one line search.") @Default("20") @Range(min = 2) int evaluations)
    implements Optimizer {

  public Lbfgs {
    LineSearch.requireOrder(sufficientDecrease, curvature);
  }

  /**
   * L-BFGS with the usual Wolfe conditions.
   *
   * @param memory how many steps are remembered
   */
  public Lbfgs(int memory) {
    this(memory, 5, 1e-4, 0.9, 20);
  }

  @Override
  public long stateVectors() {
    // The first step may fill no more of the memory.
    return LineSearchSession.VECTORS + 2L * Math.min(memory, iterations);
  }

  @Override
  public Session start(List<ParameterGroup> groups) {
    return new LbfgsSession(this, groups);
  }
}
