package io.retort.core.training;

import io.retort.core.backend.Network;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.Objectives;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The backward pass of a network with several objectives: a single pass where a combination weighs
 * values alone, and a pass for each objective where it looks at gradients.
 */
final class ObjectiveGradients implements AutoCloseable {
  private final Network network;
  private final List<List<String>> taps;
  private final GradientCombination.Session session;
  private final List<Range> shared;
  private final List<Vector> kept = new ArrayList<>();
  private double[] weights;

  /**
   * A stage's backward passes.
   *
   * @param taps the objectives, by the taps that the terms of each look at
   * @param shared where the parameters lie by whose gradients objectives are compared
   */
  ObjectiveGradients(
      Network network,
      List<List<String>> taps,
      GradientCombination.Session session,
      List<Range> shared) {
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
   * @param values the value of each objective's terms, which a combination may ask for
   * @param tapGradients for each objective, their gradients by tap, which are scaled
   * @param context the step
   * @param trial whether the step's weights are known already
   * @return the weight of each objective
   */
  double[] backward(
      List<DoubleSupplier> values,
      List<Map<String, DeviceTensor>> tapGradients,
      StepContext context,
      boolean trial) {
    Step step = new Step(values, tapGradients);
    if (!trial) {
      weights = session.weights(step);
      check(context);
    }
    if (step.separate) {
      combine();
    } else {
      Map<String, DeviceTensor> sums = new HashMap<>();
      for (int i = 0; i < taps.size(); i++) {
        for (Map.Entry<String, DeviceTensor> gradient : tapGradients.get(i).entrySet()) {
          scale(gradient.getValue().values(), weights[i]);
          accumulate(sums, gradient.getKey(), gradient.getValue());
        }
      }
      network.backward(sums);
    }
    return weights;
  }

  private void check(StepContext context) {
    if (weights.length != taps.size()) {
      throw new IllegalStateException(
          "The combination of gradients gave "
              + weights.length
              + " weights for the objectives "
              + names());
    }
    for (double weight : weights) {
      if (!Double.isFinite(weight)) {
        throw new NonFiniteTerm("the weight of an objective among " + names(), context);
      }
    }
  }

  private List<String> names() {
    return taps.stream().map(ObjectiveGradients::name).toList();
  }

  /** What an objective is called: the taps that its terms look at. */
  static String name(List<String> objective) {
    return String.join(" and ", objective);
  }

  private void combine() {
    network.gradients().fill(0);
    for (int i = 0; i < taps.size(); i++) {
      network.gradients().add(weights[i], kept.get(i));
    }
  }

  /** Adds a gradient to that of its tap, which is the first one that was given. */
  static void accumulate(Map<String, DeviceTensor> sums, String tap, DeviceTensor more) {
    DeviceTensor sum = sums.putIfAbsent(tap, more);
    if (sum != null) {
      sum.values().add(1, more.values());
    }
  }

  private static void scale(Vector gradient, double factor) {
    if (factor != 1) {
      gradient.scale(factor);
    }
  }

  @Override
  public void close() {
    kept.forEach(Vector::close);
  }

  /** What the combination sees of a step. */
  private final class Step implements Objectives {
    private final List<DoubleSupplier> values;
    private final List<Map<String, DeviceTensor>> tapGradients;
    private boolean separate;

    Step(List<DoubleSupplier> values, List<Map<String, DeviceTensor>> tapGradients) {
      this.values = values;
      this.tapGradients = tapGradients;
    }

    @Override
    public int count() {
      return taps.size();
    }

    @Override
    public double value(int objective) {
      return values.get(objective).getAsDouble();
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
        network.backward(tapGradients.get(i));
        kept.get(i).assign(network.gradients());
      }
    }
  }
}
