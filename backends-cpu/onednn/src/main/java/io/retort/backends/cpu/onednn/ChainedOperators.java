package io.retort.backends.cpu.onednn;

import java.util.List;

/** Two operators, the second of which reads the first: a node that takes two steps. */
final class ChainedOperators implements Operator {
  private final Operator first;
  private final Operator second;
  private final boolean trained;

  /** A chain of which the first operator has no parameters. */
  ChainedOperators(Operator first, Operator second) {
    this(first, second, false);
  }

  private ChainedOperators(Operator first, Operator second, boolean trained) {
    this.first = first;
    this.second = second;
    this.trained = trained;
  }

  /** A chain of which the first operator has parameters, whose gradients are always needed. */
  static ChainedOperators trained(Operator first, Operator second) {
    return new ChainedOperators(first, second, true);
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    return second.forward(pass, List.of(first.forward(pass, inputs)));
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    boolean needed = trained || wanted[0];
    List<MemoryBlock> between = second.backward(pass, gradient, new boolean[] {needed});
    return needed ? first.backward(pass, between.get(0), wanted) : between;
  }
}
