package io.retort.backends.cpu.onednn;

import java.util.List;

/**
 * A node that gives a padded sequence: values at steps that a sample does not have are set to 0,
 * and gradients with respect to them are ignored. Values are changed where they lie, which is
 * memory of the node's own; the derivatives of all functions that follow from values are 0 or
 * finite there, and are multiplied by 0.
 */
final class ClearedOperator implements Operator {
  private final Operator operator;
  private final StepCounts.OfSample steps;
  private StepRows rows;

  ClearedOperator(Operator operator, StepCounts.OfSample steps) {
    this.operator = operator;
    this.steps = steps;
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    NodeValue value = operator.forward(pass, inputs);
    rows = StepRows.of(pass.arena(), value);
    MemoryBlock block = value.in(pass, rows.layout(pass.arena()));
    pass.add(() -> rows.clear(block.values(), steps));
    return new NodeValue(block, value.gradientType(), value.extents());
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    MemoryBlock copy = pass.arena().allocate(rows.layout(pass.arena()));
    pass.copy(gradient, copy);
    pass.add(() -> rows.clear(copy.values(), steps));
    return operator.backward(pass, copy, wanted);
  }
}
