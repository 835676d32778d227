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
 * Weights learned so that all objectives train at similar rates: Chen, Badrinarayanan, Lee and
 * Rabinovich, <i>GradNorm: Gradient Normalization for Adaptive Loss Balancing in Deep Multitask
 * Networks</i>, 2018. With {@code Gᵢ = wᵢ‖∇Lᵢ‖}, its mean Ḡ, and {@code rᵢ} the objective's loss
 * ratio {@code Lᵢ(t)/Lᵢ(0)} divided by the mean of these ratios, the weights descend
 *
 * <pre>{@code Σ |Gᵢ − Ḡ·rᵢ^α|}</pre>
 *
 * <p>with {@code Ḡ·rᵢ^α} as a constant, by Adam, and are then scaled to sum to the number of
 * objectives. The authors take the gradients of the last shared layer; here they are those of all
 * shared parameters. A weight never falls below 0.01 before scaling. An objective that starts at
 * the value 0 counts as one whose ratio stays 1.
 *
 * @param alpha α, how strongly slow objectives are helped; 0 makes the norms equal
 * @param learningRate of the weights
 */
public record GradNorm(
    @Doc("How strongly objectives that learn slowly are helped; 0 makes all gradients alike.")
        @Default("1.5")
        @Range(min = 0)
        double alpha,
    @Doc("How far the objectives' weights move in a step.")
        @Default("0.025")
        @Range(min = 0, minExclusive = true)
        double learningRate)
    implements GradientCombination {
  private static final double LEAST = 0.01;

  @Override
  public Session start(List<String> objectives, long seed) {
    return new Balance(objectives.size());
  }

  private final class Balance implements Session {
    private final double[] weights;
    private final ScalarAdam adam;
    private double[] first;

    Balance(int count) {
      weights = new double[count];
      Arrays.fill(weights, 1);
      adam = new ScalarAdam(learningRate, count);
    }

    @Override
    public double[] weights(Objectives objectives) {
      double[] current = weights.clone();
      double[][] products = objectives.products();
      double[] norms = new double[weights.length];
      Arrays.setAll(norms, i -> Math.sqrt(products[i][i]));
      double[] targets = targets(objectives, norms);
      double[] gradient = new double[weights.length];
      Arrays.setAll(gradient, i -> norms[i] * Math.signum(weights[i] * norms[i] - targets[i]));
      adam.move(weights, gradient);
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = Math.max(LEAST, weights[i]);
        sum += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= weights.length / sum;
      }
      return current;
    }

    @Override
    public Map<String, double[]> state() {
      Map<String, double[]> state = new HashMap<>(adam.state());
      state.put("weights", weights.clone());
      if (first != null) {
        state.put("first values", first.clone());
      }
      return state;
    }

    @Override
    public void restore(Map<String, double[]> state) {
      adam.restore(state);
      SavedNumbers.copy(state, "weights", weights);
      first = state.containsKey("first values") ? state.get("first values").clone() : null;
    }

    /** The norm that each weighted gradient is to have. */
    private double[] targets(Objectives objectives, double[] norms) {
      double[] ratios = ratios(objectives);
      double meanRatio = Arrays.stream(ratios).average().orElseThrow();
      double meanNorm = 0;
      for (int i = 0; i < norms.length; i++) {
        meanNorm += weights[i] * norms[i] / norms.length;
      }
      double[] targets = new double[norms.length];
      for (int i = 0; i < norms.length; i++) {
        double relative = meanRatio > 0 ? Math.max(0, ratios[i] / meanRatio) : 1;
        targets[i] = meanNorm * Math.pow(relative, alpha);
      }
      return targets;
    }

    private double[] ratios(Objectives objectives) {
      double[] values = new double[weights.length];
      Arrays.setAll(values, objectives::value);
      if (first == null) {
        first = values.clone();
      }
      double[] ratios = new double[values.length];
      Arrays.setAll(ratios, i -> first[i] == 0 ? 1 : values[i] / first[i]);
      return ratios;
    }
  }
}
