package io.retort.importers.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.retort.core.network.ActivationFunction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Activation functions that older operators spell out: {@code x · σ(x)}, and {@code x · (1 + erf(x
 * / √2)) · ½}.
 */
final class ActivationPatterns {
  private static final float CLOSE = 1e-5f;

  private final OnnxGraph graph;
  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Map<String, Function> ends = new HashMap<>();
  private final Set<String> inside = new HashSet<>();

  /**
   * A function that several nodes compute.
   *
   * @param function the function
   * @param argument the value that it is a function of
   * @param reads how many of its nodes read that
   */
  record Function(ActivationFunction function, String argument, int reads) {}

  ActivationPatterns(OnnxGraph graph) {
    this.graph = graph;
    for (NodeProto node : graph.nodes()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
    }
    for (NodeProto node : graph.nodes()) {
      if (node.getOpType().equals("Mul") && node.getInputCount() == 2) {
        findSilu(node);
        findGelu(node);
      }
    }
  }

  /** The function that ends with a value. */
  Optional<Function> endingAt(String value) {
    return Optional.ofNullable(ends.get(value));
  }

  /** Whether a value is only there to compute a function. */
  boolean isInside(String value) {
    return inside.contains(value);
  }

  private void findSilu(NodeProto product) {
    for (int side = 0; side < 2; side++) {
      String x = product.getInput(side);
      String sigmoid = product.getInput(1 - side);
      if (isMadeBy(sigmoid, "Sigmoid") && makers.get(sigmoid).getInput(0).equals(x)) {
        inside.add(sigmoid);
        ends.put(product.getOutput(0), new Function(ActivationFunction.SILU, x, 2));
        return;
      }
    }
  }

  private void findGelu(NodeProto half) {
    Optional<String> product = otherThan(half, 0.5f);
    if (product.isEmpty() || !isMadeBy(product.get(), "Mul")) {
      return;
    }
    NodeProto inner = makers.get(product.get());
    for (int side = 0; side < 2; side++) {
      String x = inner.getInput(side);
      Optional<List<String>> steps = errorFunction(x, inner.getInput(1 - side));
      if (steps.isPresent()) {
        inside.addAll(steps.get());
        inside.add(product.get());
        ends.put(half.getOutput(0), new Function(ActivationFunction.GELU, x, 2));
        return;
      }
    }
  }

  /** The steps to {@code 1 + erf(x / √2)}. */
  private Optional<List<String>> errorFunction(String x, String shifted) {
    if (!isMadeBy(shifted, "Add")) {
      return Optional.empty();
    }
    Optional<String> error = otherThan(makers.get(shifted), 1);
    if (error.isEmpty() || !isMadeBy(error.get(), "Erf")) {
      return Optional.empty();
    }
    String scaled = makers.get(error.get()).getInput(0);
    boolean divided = isMadeBy(scaled, "Div");
    if (!divided && !isMadeBy(scaled, "Mul")) {
      return Optional.empty();
    }
    Optional<String> argument =
        otherThan(makers.get(scaled), (float) (divided ? Math.sqrt(2) : Math.sqrt(0.5)));
    return argument.filter(x::equals).map(same -> List.of(shifted, error.get(), scaled));
  }

  /** The input beside a constant number. */
  private Optional<String> otherThan(NodeProto node, float number) {
    for (int side = 0; side < Math.min(2, node.getInputCount()); side++) {
      Optional<OnnxTensor> constant = graph.constant(node.getInput(side));
      if (constant.isPresent()) {
        float[] values = constant.get().floats();
        return values.length == 1 && Math.abs(values[0] - number) < CLOSE
            ? Optional.of(node.getInput(1 - side))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean isMadeBy(String value, String type) {
    NodeProto maker = makers.get(value);
    return maker != null && maker.getOpType().equals(type) && graph.readers(value) == 1;
  }
}
