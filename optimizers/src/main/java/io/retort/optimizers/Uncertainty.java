package io.retort.optimizers;

import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.Objectives;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    return new LogVariances(objectives.size());
  }

  private final class LogVariances implements Session {
    private final double[] logVariances;
    private final ScalarAdam adam;

    LogVariances(int count) {
      logVariances = new double[count];
      adam = new ScalarAdam(learningRate, count);
    }

    @Override
    public double[] weights(Objectives objectives) {
      double[] weights = Arrays.stream(logVariances).map(s -> Math.exp(-s)).toArray();
      double[] gradient = new double[weights.length];
      Arrays.setAll(gradient, i -> 0.5 - weights[i] * objectives.value(i));
      adam.move(logVariances, gradient);
      for (int i = 0; i < logVariances.length; i++) {
        logVariances[i] = Math.max(-BOUND, Math.min(BOUND, logVariances[i]));
      }
      return weights;
    }

    @Override
    public Map<String, double[]> state() {
      Map<String, double[]> state = new HashMap<>(adam.state());
      state.put("log-variances", logVariances.clone());
      return state;
    }

    @Override
    public void restore(Map<String, double[]> state) {
      adam.restore(state);
      SavedNumbers.copy(state, "log-variances", logVariances);
    }
  }
}
