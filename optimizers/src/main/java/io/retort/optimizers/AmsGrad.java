package io.retort.optimizers;

import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.state;
import static io.retort.core.tensor.Expression.value;

import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.plugin.Caution;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.Update;
import io.retort.core.tensor.UpdateProgram;
import java.util.List;
import java.util.Map;

/**
 * {@link Adam} with the largest mean square so far in place of the present one, so that the steps
 * of a parameter cannot grow again after its gradients have become small:
 *
 * <pre>{@code
 * m ← β₁·m + (1 − β₁)·g
 * v ← β₂·v + (1 − β₂)·g²
 * w ← max(w, v)
 * p ← p − lr · m/(1 − β₁ᵗ) / (√(w/(1 − β₂ᵗ)) + ε)
 * }</pre>
 *
 * <p>Reddi, Kale and Kumar, <i>On the Convergence of Adam and Beyond</i>, 2018, algorithm 2. The
 * means are corrected for their start as in Adam, after the maximum, as in PyTorch.
 *
 * @param learningRate how far a step goes at most, roughly
 * @param beta1 how much of the mean survives a step
 * @param beta2 how much of the mean square survives a step
 * @param epsilon added to the root
 */
public record AmsGrad(
    @Doc("How far a step goes.")
        @Default("0.001")
        @Range(min = 0, minExclusive = true)
        @Caution(above = HighLearningRate.ABOVE, because = HighLearningRate.BECAUSE)
        double learningRate,
    @Doc("How much of the mean gradient survives a step.")
        @Default("0.9")
        @Range(min = 0, max = 1, maxExclusive = true)
        double beta1,
    @Doc("How much of the mean squared gradient survives a step.")
        @Default("0.999")
        @Range(min = 0, max = 1, maxExclusive = true)
        double beta2,
    @Doc("Added to the root, against division by zero.") @Default("1e-8") @Range(min = 1e-30)
        double epsilon)
    implements FirstOrderOptimizer {
  private static final UpdateProgram PROGRAM = program();

  private static UpdateProgram program() {
    Expression mean = Moments.mean();
    Expression square = Moments.square();
    Expression largest = state(2).max(square);
    Expression step = scalar("size").times(mean).over(Moments.divisor(largest));
    return new UpdateProgram(value().minus(step), List.of(mean, square, largest));
  }

  /**
   * AMSGrad with the usual β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
   *
   * @param learningRate how far a step goes
   */
  public AmsGrad(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8);
  }

  @Override
  public List<String> stateNames() {
    return List.of("mean", "mean-square", "largest-mean-square");
  }

  @Override
  public Update update(Step step) {
    double t = (double) step.number();
    Map<String, Double> numbers = Moments.numbers(beta1, beta2, epsilon, t);
    numbers.put("size", learningRate * step.rateFactor() / (1 - Math.pow(beta1, t)));
    return Update.of(PROGRAM, numbers);
  }
}
