package io.retort.backends.cpu.onednn;

import java.util.List;

/**
 * Two operators, the second of which reads the first: a node that takes two steps. The first has no
 * parameters.
 */
final class Chain implements Operator {
  private final Operator first;
  private final Operator second;

  Chain(Operator first, Operator second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public NodeValue forward(Pass pass, List<NodeValue> inputs) {
    return second.forward(pass, List.of(first.forward(pass, inputs)));
  }

  @Override
  public List<Block> backward(Pass pass, Block gradient, boolean[] wanted) {
    List<Block> between = second.backward(pass, gradient, wanted);
    return wanted[0] ? first.backward(pass, between.get(0), wanted) : between;
  }
}
