package io.retort.optimizers;

import io.retort.core.gradient.GradientCombination;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Arrays;
import java.util.List;

/**
 * Weights learned from the uncertainty of each objective: Kendall, Gal and Cipolla, <i>Multi-Task
 * Learning Using Uncertainty to Weigh Losses for Scene Geometry and Semantics</i>, 2018. Minimised
 * is {@code Σ e^(−sᵢ)·Lᵢ + sᵢ/2} over the parameters and the log-variances {@code sᵢ = log σᵢ²} of
 * the objectives, so that objective i has the weight {@code e^(−sᵢ)}.
 *
 * <p>That is the authors' form for classes. Theirs for values, {@code e^(−s)·L/2 + s/2}, is the
 * same but for a constant, with s greater by log 2.
 *
 * <p>The log-variances start at 0, which is the plain sum, are moved by Adam, and stay between −10
 * and 10, so that an objective without error gets no infinite weight. Values alone are looked at: a
 * step costs one backward pass.
 *
 * @param learningRate of the log-variances
 */
public record Uncertainty(
    @Doc("How far the objectives' log-variances move in a step.")
        @Default("0.01")
        @Range(min = 0, minExclusive = true)
        double learningRate)
    implements GradientCombination {
  private static final double BOUND = 10;

  @Override
  public Session start(List<String> objectives, long seed) {
    double[] logVariances = new double[objectives.size()];
    ScalarAdam adam = new ScalarAdam(learningRate, logVariances.length);
    return step -> {
      double[] weights = Arrays.stream(logVariances).map(s -> Math.exp(-s)).toArray();
      double[] gradient = new double[weights.length];
      Arrays.setAll(gradient, i -> 0.5 - weights[i] * step.value(i));
      adam.move(logVariances, gradient);
      for (int i = 0; i < logVariances.length; i++) {
        logVariances[i] = Math.max(-BOUND, Math.min(BOUND, logVariances[i]));
      }
      return weights;
    };
  }
}
