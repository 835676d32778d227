package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import java.util.List;

/** An activation function alone, in the layout of its input. */
final class EltwiseOperator implements Operator {
  private final Eltwise function;
  private final Mode mode;
  private final boolean derivedLater;
  private MemoryBlock kept;

  /** With {@code derivedLater} the gradients that come in are those before the function. */
  EltwiseOperator(Eltwise function, Mode mode, boolean derivedLater) {
    this.function = function;
    this.mode = mode;
    this.derivedLater = derivedLater;
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    NodeValue input = inputs.get(0);
    if (function.isIdentity()) {
      return input;
    }
    MemoryBlock output = function.forward(pass, mode, input.block());
    kept = function.derivativeFollowsFromValue() ? output : input.block();
    return new NodeValue(output, input.extents());
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    return List.of(derivedLater ? gradient : function.backward(pass, kept, gradient));
  }
}
