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
 * Gradient descent with momentum. With the momentum μ:
 *
 * <pre>{@code
 * v ← μ·v + g
 * p ← p − lr·v              plain
 * p ← p − lr·(g + μ·v)      Nesterov
 * }</pre>
 *
 * <p>Polyak, <i>Some methods of speeding up the convergence of iteration methods</i>, 1964;
 * Sutskever et al., <i>On the importance of initialization and momentum in deep learning</i>, 2013,
 * for Nesterov's form. Unlike theirs, the velocity here does not contain the learning rate, so that
 * a schedule takes effect at once.
 *
 * @param learningRate how far a step goes along the velocity
 * @param momentum how much of the velocity survives a step
 * @param nesterov whether the gradient is corrected for where the velocity leads
 */
public record Sgd(
    @Doc("How far a step goes.") @Default("0.01") @Range(min = 0, minExclusive = true)
        double learningRate,
    @Doc("How much of the velocity survives a step; 0 for none.")
        @Default("0")
        @Range(min = 0, max = 1, maxExclusive = true)
        double momentum,
    @Doc("Whether momentum looks ahead as Nesterov's does.") @Default("false") boolean nesterov)
    implements FirstOrderOptimizer {
  private static final UpdateProgram PLAIN =
      new UpdateProgram(value().minus(scalar("rate").times(input(0))), List.of());

  private static final UpdateProgram WITH_MOMENTUM = withMomentum();

  private static UpdateProgram withMomentum() {
    Expression g = input(0);
    Expression velocity = scalar("momentum").times(state(0)).plus(g);
    Expression step =
        scalar("along-gradient").times(g).plus(scalar("along-velocity").times(velocity));
    return new UpdateProgram(value().minus(step), List.of(velocity));
  }

  public Sgd {
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException(
          "Nesterov's method needs a momentum above 0, such as 0.9; set momentum or leave nesterov"
              + " out");
    }
  }

  @Override
  public List<String> stateNames() {
    return momentum == 0 ? List.of() : List.of("velocity");
  }

  @Override
  public Update update(Step step) {
    double rate = learningRate * step.rateFactor();
    if (momentum == 0) {
      return Update.of(PLAIN, Map.of("rate", rate));
    }
    // Both forms are p −= a·g + b·v: (0, lr) is the plain one, (lr, lr·μ) is Nesterov's.
    return Update.of(
        WITH_MOMENTUM,
        Map.of(
            "momentum", momentum,
            "along-gradient", nesterov ? rate : 0,
            "along-velocity", nesterov ? rate * momentum : rate));
  }
}
