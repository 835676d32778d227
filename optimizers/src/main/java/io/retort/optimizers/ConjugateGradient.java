package io.retort.optimizers;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.List;
import java.util.Optional;

/**
 * Nonlinear conjugate gradients: each direction is the steepest descent bent by the last direction,
 *
 * <pre>{@code
 * d ← −g + β·d,    p ← p + α·d
 * β = g·g / g'·g'                  Fletcher–Reeves
 * β = max(0, g·(g − g') / g'·g')   Polak–Ribière+
 * β = g·(g − g') / d·(g − g')      Hestenes–Stiefel
 * β = g·g / d·(g − g')             Dai–Yuan
 * }</pre>
 *
 * <p>with the gradient <i>g'</i> before the last step. A step α satisfies the strong Wolfe
 * conditions. On a quadratic function of <i>n</i> parameters, all formulas are the same and end
 * within <i>n</i> iterations. Nocedal and Wright, <i>Numerical Optimization</i>, 2nd edition, 2006,
 * chapter 5; Dai and Yuan, <i>A Nonlinear Conjugate Gradient Method with a Strong Global
 * Convergence Property</i>, 1999.
 *
 * <p>It starts again from steepest descent every so many iterations, when successive gradients are
 * far from orthogonal (Powell's test, {@code |g·g'| ≥ 0.2·g·g}), when the direction does not
 * descend, and when a search fails. A search that fails leaves the parameters at the lowest point
 * that it saw, which may be where it began.
 *
 * <p>It is made for the whole training set as one batch, or for large batches: a step evaluates the
 * same batch once where it begins, and about twice in each of its iterations, and needs its value
 * to fall. Dropout and clipping by norm contradict that, since with them the gradient is not that
 * of the value. There is no learning rate: a schedule scales the first step that a search tries,
 * and its factor 0 makes no step. The rates of parameter groups are the diagonal of a
 * preconditioner by which all gradients above are multiplied once in each product; a group of rate
 * 0 stays where it is.
 *
 * @param formula how a direction is bent
 * @param restartEvery the iterations from one steepest descent to the next; if absent, as many as
 *     there are parameters
 * @param iterations the directions that a step searches one after the other, all on its batch
 * @param sufficientDecrease c₁ of the Wolfe conditions
 * @param curvature c₂ of the Wolfe conditions, above c₁
 * @param evaluations the most evaluations of one line search
 */
public record ConjugateGradient(
    @Doc("How a direction is bent by the last one.") @Default("polak-ribiere-plus") Formula formula,
    @Doc("Iterations from one steepest descent to the next; by default the number of parameters.")
        @Range(min = 1)
        Optional<Integer> restartEvery,
    @Doc("Directions searched in a step, all on its batch; more of them save evaluations.")
        @Default("5")
        @Range(min = 1)
        int iterations,
    @Doc("The part of the decrease foretold by the slope that a step must reach.")
        @Default("1e-4")
        @Range(min = 0, max = 0.5, minExclusive = true, maxExclusive = true)
        double sufficientDecrease,
    @Doc("The part of the slope that may be left after a step; smaller searches more exactly.")
        @Default("0.1")
        @Range(min = 0, max = 0.5, minExclusive = true, maxExclusive = true)
        double curvature,
    @Doc("The most evaluations of one line search.") @Default("20") @Range(min = 2) int evaluations)
    implements Optimizer {

  public ConjugateGradient {
    LineSearch.requireOrder(sufficientDecrease, curvature);
  }

  /**
   * Conjugate gradients with the usual restarts and Wolfe conditions.
   *
   * @param formula how a direction is bent
   */
  public ConjugateGradient(Formula formula) {
    this(formula, Optional.empty(), 5, 1e-4, 0.1, 20);
  }

  @Override
  public long stateVectors() {
    return LineSearchSession.VECTORS;
  }

  @Override
  public Session start(List<ParameterGroup> groups) {
    return new ConjugateGradientSession(this, groups);
  }

  /** How β is computed. */
  public enum Formula {
    /** Needs few products, but recovers slowly from a bad direction. */
    FLETCHER_REEVES,
    /** Falls back to steepest descent by itself where a step made no progress. */
    POLAK_RIBIERE_PLUS,
    /** Keeps successive directions conjugate whatever the line search. */
    HESTENES_STIEFEL,
    /** Always descends under the Wolfe conditions. */
    DAI_YUAN
  }
}
