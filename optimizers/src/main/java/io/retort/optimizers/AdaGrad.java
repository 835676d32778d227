package io.retort.optimizers;

import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.state;
import static io.retort.core.tensor.Expression.value;

import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.Update;
import io.retort.core.tensor.UpdateProgram;
import java.util.List;
import java.util.Map;

/**
 * Gradient descent with a rate for each parameter that shrinks with all gradients seen:
 *
 * <pre>{@code
 * s ← s + g²
 * p ← p − lr·g / (√s + ε)
 * }</pre>
 *
 * <p>Duchi, Hazan and Singer, <i>Adaptive Subgradient Methods for Online Learning and Stochastic
 * Optimization</i>, 2011.
 *
 * @param learningRate how far the first step goes
 * @param epsilon added to the root
 */
public record AdaGrad(
    @Doc("How far a step goes.") @Default("0.01") @Range(min = 0, minExclusive = true)
        double learningRate,
    @Doc("Added to the root, against division by zero.") @Default("1e-10") @Range(min = 1e-30)
        double epsilon)
    implements FirstOrderOptimizer {
  private static final UpdateProgram PROGRAM = program();

  private static UpdateProgram program() {
    Expression g = input(0);
    Expression squares = state(0).plus(g.times(g));
    Expression step = scalar("rate").times(g).over(squares.sqrt().plus(scalar("epsilon")));
    return new UpdateProgram(value().minus(step), List.of(squares));
  }

  @Override
  public List<String> stateNames() {
    return List.of("squares");
  }

  @Override
  public Update update(Step step) {
    return Update.of(PROGRAM, Map.of("rate", learningRate * step.rateFactor(), "epsilon", epsilon));
  }
}
