package io.retort.backends.cpu.onednn;

import java.util.ArrayList;
import java.util.List;

/** Two recurrent layers that read the same, whose features are joined. */
final class BothDirections implements Operator {
  private final Operator forward;
  private final Operator reverse;
  private Operator join;

  BothDirections(Operator forward, Operator reverse) {
    this.forward = forward;
    this.reverse = reverse;
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    NodeValue first = forward.forward(pass, inputs);
    NodeValue second = reverse.forward(pass, inputs);
    long[] extents = first.extents();
    int axis = extents.length - 1;
    extents[axis] *= 2;
    join = new ConcatOperator(axis, extents);
    return join.forward(pass, List.of(first, second));
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    List<MemoryBlock> parts = join.backward(pass, gradient, new boolean[] {true, true});
    List<MemoryBlock> sent = new ArrayList<>(forward.backward(pass, parts.get(0), wanted));
    sent.addAll(reverse.backward(pass, parts.get(1), wanted));
    return wanted[0] ? List.of(AddOperator.sum(pass, sent)) : List.of();
  }
}
