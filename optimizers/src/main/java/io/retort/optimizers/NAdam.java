package io.retort.optimizers;

import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
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
 * {@link Adam} that looks ahead as Nesterov's momentum does. With {@code μₜ = β₁·(1 −
 * 0.96^(t·ψ)/2)}, which rises from half of β₁, and {@code Πₜ = μ₁·…·μₜ}:
 *
 * <pre>{@code
 * m ← β₁·m + (1 − β₁)·g
 * v ← β₂·v + (1 − β₂)·g²
 * p ← p − lr · (μₜ₊₁·m/(1 − Πₜ₊₁) + (1 − μₜ)·g/(1 − Πₜ)) / (√(v/(1 − β₂ᵗ)) + ε)
 * }</pre>
 *
 * <p>Dozat, <i>Incorporating Nesterov Momentum into Adam</i>, 2016, algorithm 2, with the schedule
 * of μ and its ψ = 0.004 as in PyTorch.
 *
 * @param learningRate how far a step goes at most, roughly
 * @param beta1 how much of the mean survives a step
 * @param beta2 how much of the mean square survives a step
 * @param epsilon added to the root
 * @param momentumDecay ψ
 */
public record NAdam(
    @Doc("How far a step goes.")
        @Default("0.002")
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
        double epsilon,
    @Doc("How fast the look-ahead's momentum rises from half of beta1.")
        @Default("0.004")
        @Range(min = 0, minExclusive = true)
        double momentumDecay)
    implements FirstOrderOptimizer {
  private static final UpdateProgram PROGRAM = program();

  private static UpdateProgram program() {
    Expression mean = Moments.mean();
    Expression square = Moments.square();
    Expression along =
        scalar("along-mean").times(mean).plus(scalar("along-gradient").times(input(0)));
    return new UpdateProgram(
        value().minus(along.over(Moments.divisor(square))), List.of(mean, square));
  }

  /** Terms of a series that falls at least as fast as the powers of a half: to double precision. */
  private static final int TERMS = 60;

  /**
   * NAdam with the usual β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and ψ = 0.004.
   *
   * @param learningRate how far a step goes
   */
  public NAdam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8, 0.004);
  }

  @Override
  public List<String> stateNames() {
    return List.of("mean", "mean-square");
  }

  @Override
  public Update update(Step step) {
    double rate = learningRate * step.rateFactor();
    double t = (double) step.number();
    Map<String, Double> numbers = Moments.numbers(beta1, beta2, epsilon, t);
    numbers.put("along-mean", rate * momentum(t + 1) / (1 - momentumProduct(t + 1)));
    numbers.put("along-gradient", rate * (1 - momentum(t)) / (1 - momentumProduct(t)));
    return Update.of(PROGRAM, numbers);
  }

  /** μ at a step. */
  private double momentum(double step) {
    return beta1 * (1 - Math.pow(0.96, step * momentumDecay) / 2);
  }

  /**
   * Π at a step, without a loop over all steps before. With q = 0.96^ψ it is {@code β₁ᵗ} times the
   * product of {@code 1 − qⁱ/2}, whose logarithm is minus the sum over k of {@code (1/2)ᵏ/k} times
   * the geometric series {@code qᵏ + q²ᵏ + … + qᵗᵏ}.
   */
  double momentumProduct(double steps) {
    double logQ = momentumDecay * Math.log(0.96);
    double sum = 0;
    double half = 1;
    for (int k = 1; k <= TERMS; k++) {
      half /= 2;
      sum += half / k * Math.exp(k * logQ) * Math.expm1(k * steps * logQ) / Math.expm1(k * logQ);
    }
    return Math.pow(beta1, steps) * Math.exp(-sum);
  }
}
