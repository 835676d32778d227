package io.retort.core.training;

import io.retort.core.backend.Network;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.Objectives;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.Vector;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The backward pass of a network with one objective for each tap: a single pass where a combination
 * weighs values alone, and a pass for each objective where it looks at gradients.
 */
final class ObjectiveGradients implements AutoCloseable {
  private final Network network;
  private final List<String> taps;
  private final GradientCombination.Session session;
  private final List<Range> shared;
  private final List<Vector> kept = new ArrayList<>();
  private double[] weights;

  /**
   * A stage's backward passes.
   *
   * @param taps the objectives, by the tap that the terms of each look at
   * @param shared where the parameters lie by whose gradients objectives are compared
   */
  ObjectiveGradients(
      Network network, List<String> taps, GradientCombination.Session session, List<Range> shared) {
    this.network = network;
    this.taps = taps;
    this.session = session;
    this.shared = shared;
  }

  /** Neighbouring parameters. */
  record Range(int offset, int length) {}

  /**
   * Fills the network's gradients.
   *
   * @param values the value of each tap's terms
   * @param tapGradients their gradients at the tap, which are scaled
   * @param trial whether the step's weights are known already
   * @return the weighted sum of the values
   */
  double backward(Map<String, Double> values, Map<String, Tensor> tapGradients, boolean trial) {
    Step step = new Step(values, tapGradients);
    if (!trial) {
      weights = session.weights(step);
      check();
    }
    double total = 0;
    for (int i = 0; i < taps.size(); i++) {
      total += weights[i] * values.get(taps.get(i));
    }
    if (step.separate) {
      combine();
    } else {
      for (int i = 0; i < taps.size(); i++) {
        scale(tapGradients.get(taps.get(i)), (float) weights[i]);
      }
      network.backward(tapGradients);
    }
    return total;
  }

  private void check() {
    if (weights.length != taps.size()) {
      throw new IllegalStateException(
          "The combination of gradients gave "
              + weights.length
              + " weights for the objectives "
              + taps);
    }
    for (double weight : weights) {
      if (!Double.isFinite(weight)) {
        throw new LearnerTraining.NonFiniteTerm("the weight of an objective among " + taps);
      }
    }
  }

  private void combine() {
    network.gradients().fill(0);
    for (int i = 0; i < taps.size(); i++) {
      network.gradients().add(weights[i], kept.get(i));
    }
  }

  private static void scale(Tensor tensor, float factor) {
    if (factor == 1) {
      return;
    }
    FloatBuffer values = tensor.values();
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, values.get(i) * factor);
    }
  }

  @Override
  public void close() {
    kept.forEach(Vector::close);
  }

  /** What the combination sees of a step. */
  private final class Step implements Objectives {
    private final Map<String, Double> values;
    private final Map<String, Tensor> tapGradients;
    private boolean separate;

    Step(Map<String, Double> values, Map<String, Tensor> tapGradients) {
      this.values = values;
      this.tapGradients = tapGradients;
    }

    @Override
    public int count() {
      return taps.size();
    }

    @Override
    public double value(int objective) {
      return values.get(taps.get(objective));
    }

    @Override
    public double[][] products() {
      if (!separate) {
        separate();
      }
      double[][] products = new double[taps.size()][taps.size()];
      for (int i = 0; i < products.length; i++) {
        for (int j = 0; j <= i; j++) {
          for (Range range : shared) {
            products[i][j] += part(i, range).dot(part(j, range));
          }
          products[j][i] = products[i][j];
        }
      }
      return products;
    }

    private Vector part(int objective, Range range) {
      return kept.get(objective).slice(range.offset(), range.length());
    }

    private void separate() {
      separate = true;
      for (int i = 0; i < taps.size(); i++) {
        if (kept.size() == i) {
          kept.add(network.gradients().like());
        }
        network.backward(Map.of(taps.get(i), tapGradients.get(taps.get(i))));
        kept.get(i).assign(network.gradients());
      }
    }
  }
}
