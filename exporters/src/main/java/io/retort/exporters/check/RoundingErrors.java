package io.retort.exporters.check;

import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;

/**
 * How far the outputs of a network that computes in 32 bits may be from exact ones, relative to the
 * largest of them.
 *
 * <p>Roundings are as often up as down, so that the error of a sum grows with the square root of
 * the number of its summands (N. J. Higham and T. Mary, <i>A New Approach to Probabilistic Rounding
 * Error Analysis</i>, SIAM Journal on Scientific Computing 41(5), 2019). Those of layers on top of
 * each other are added: they are independent, which leaves room for layers that enlarge what comes
 * from below.
 */
final class RoundingErrors {
  /** The smallest tolerance: 17 units of roundoff. */
  static final double SMALLEST = 1e-6;

  /** The root of the number of summands for which it is that, in all layers together. */
  private static final double ROOT = 32;

  /** For layers with few summands: there are also their functions, and biases. */
  private static final double ROOT_OF_A_LAYER = 8;

  private RoundingErrors() {}

  /** The tolerance for a network. */
  static double relative(NetworkPlan plan) {
    double roots = plan.description().nodes().stream().mapToDouble(node -> root(node, plan)).sum();
    return SMALLEST * Math.max(1, roots / ROOT);
  }

  private static double root(Node node, NetworkPlan plan) {
    long products = plan.multiplications(node);
    if (products == 0 && !(node.layer() instanceof Layer.BatchNorm)) {
      return 0;
    }
    double summands = (double) products / plan.shape(node.name()).elements();
    return Math.max(ROOT_OF_A_LAYER, Math.sqrt(summands));
  }
}
