package io.retort.optimizers;

import static io.retort.core.tensor.Expression.input;
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
 * Gradient descent by gradients divided by their recent size. With the smoothing ρ and the momentum
 * μ:
 *
 * <pre>{@code
 * s ← ρ·s + (1 − ρ)·g²
 * v ← μ·v + g / (√s + ε)
 * p ← p − lr·v
 * }</pre>
 *
 * <p>Tieleman and Hinton, <i>Neural Networks for Machine Learning</i>, lecture 6.5, 2012. ε stands
 * outside the root, as in PyTorch.
 *
 * @param learningRate how far a step goes
 * @param smoothing how much of the mean square survives a step
 * @param momentum how much of the velocity survives a step
 * @param epsilon added to the root
 */
public record RmsProp(
    @Doc("How far a step goes.")
        @Default("0.01")
        @Range(min = 0, minExclusive = true)
        @Caution(above = HighLearningRate.ABOVE, because = HighLearningRate.BECAUSE)
        double learningRate,
    @Doc("How much of the mean squared gradient survives a step.")
        @Default("0.99")
        @Range(min = 0, max = 1, maxExclusive = true)
        double smoothing,
    @Doc("How much of the velocity survives a step; 0 for none.")
        @Default("0")
        @Range(min = 0, max = 1, maxExclusive = true)
        double momentum,
    @Doc("Added to the root, against division by zero.") @Default("1e-8") @Range(min = 1e-30)
        double epsilon)
    implements FirstOrderOptimizer {
  private static final UpdateProgram PLAIN = plain();
  private static final UpdateProgram WITH_MOMENTUM = withMomentum();

  private static UpdateProgram plain() {
    Expression square = square();
    Expression step = scalar("rate").times(input(0)).over(root(square));
    return new UpdateProgram(value().minus(step), List.of(square));
  }

  private static UpdateProgram withMomentum() {
    Expression square = square();
    Expression velocity = scalar("momentum").times(state(1)).plus(input(0).over(root(square)));
    return new UpdateProgram(
        value().minus(scalar("rate").times(velocity)), List.of(square, velocity));
  }

  private static Expression square() {
    Expression g = input(0);
    return scalar("keep").times(state(0)).plus(scalar("take").times(g).times(g));
  }

  private static Expression root(Expression square) {
    return square.sqrt().plus(scalar("epsilon"));
  }

  @Override
  public List<String> stateNames() {
    return momentum == 0 ? List.of("mean-square") : List.of("mean-square", "velocity");
  }

  @Override
  public Update update(Step step) {
    double rate = learningRate * step.rateFactor();
    return momentum == 0
        ? Update.of(
            PLAIN,
            Map.of("keep", smoothing, "take", 1 - smoothing, "epsilon", epsilon, "rate", rate))
        : Update.of(
            WITH_MOMENTUM,
            Map.of(
                "keep", smoothing,
                "take", 1 - smoothing,
                "epsilon", epsilon,
                "momentum", momentum,
                "rate", rate));
  }
}
