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
 * Descent by the sign of a running mean of the gradient, so that a step moves every parameter as
 * far:
 *
 * <pre>{@code
 * p ← p − lr · (sign(β₁·m + (1 − β₁)·g) + λ·p)
 * m ← β₂·m + (1 − β₂)·g
 * }</pre>
 *
 * <p>Chen et al., <i>Symbolic Discovery of Optimization Algorithms</i>, 2023, algorithm 2. The
 * decay is of weights only, not of biases and scales. As its authors advise, learning rates are
 * three to ten times smaller than Adam's and λ as much larger, and larger batches suit it better.
 *
 * <p>Of the newer methods this is the one for small students. A step depends on the sign of the
 * gradient alone, so that the weight, temperature and T² of a soft term change which way a
 * parameter goes but never how far, and a learning rate survives a change of the loss. It remembers
 * one vector and needs no root and no division, and the time of a small student's step is to a
 * large part the update. The others save what a small student does not lack: Adafactor saves memory
 * in large matrices, and Muon pays for the orthogonal factor of each matrix, which is worth it in
 * wide layers.
 *
 * @param learningRate how far a step moves each parameter
 * @param beta1 how much the mean counts in a step, against the gradient
 * @param beta2 how much of the mean survives a step
 * @param weightDecay λ
 */
public record Lion(
    @Doc("How far a step moves each parameter.")
        @Default("0.0001")
        @Range(min = 0, minExclusive = true)
        @Caution(above = HighLearningRate.ABOVE, because = HighLearningRate.BECAUSE)
        double learningRate,
    @Doc("How much the mean gradient counts in a step, against the gradient itself.")
        @Default("0.9")
        @Range(min = 0, max = 1, maxExclusive = true)
        double beta1,
    @Doc("How much of the mean gradient survives a step.")
        @Default("0.99")
        @Range(min = 0, max = 1, maxExclusive = true)
        double beta2,
    @Doc("The part of a weight, times the learning rate, that a step takes away.")
        @Default("0.1")
        @Range(min = 0)
        double weightDecay)
    implements FirstOrderOptimizer {
  private static final UpdateProgram PROGRAM = program();

  private static UpdateProgram program() {
    Expression p = value();
    Expression m = state(0);
    Expression g = input(0);
    Expression sign = scalar("blend-mean").times(m).plus(scalar("blend-gradient").times(g)).sign();
    Expression mean = scalar("keep").times(m).plus(scalar("take").times(g));
    Expression step = scalar("rate").times(sign).plus(scalar("shrink").times(p));
    return new UpdateProgram(p.minus(step), List.of(mean));
  }

  /**
   * Lion with the usual β₁ = 0.9 and β₂ = 0.99.
   *
   * @param learningRate how far a step moves each parameter
   * @param weightDecay λ
   */
  public Lion(double learningRate, double weightDecay) {
    this(learningRate, 0.9, 0.99, weightDecay);
  }

  @Override
  public List<String> stateNames() {
    return List.of("mean");
  }

  @Override
  public Update update(Step step) {
    double rate = learningRate * step.rateFactor();
    return Update.of(
        PROGRAM,
        Map.of(
            "blend-mean",
            beta1,
            "blend-gradient",
            1 - beta1,
            "keep",
            beta2,
            "take",
            1 - beta2,
            "rate",
            rate,
            "shrink",
            step.decay() ? rate * weightDecay : 0));
  }
}
