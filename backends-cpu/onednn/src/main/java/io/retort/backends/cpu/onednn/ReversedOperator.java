package io.retort.backends.cpu.onednn;

import java.nio.FloatBuffer;
import java.util.List;

/** The steps that each sample has, the last one first; what is behind them stays. */
final class ReversedOperator implements Operator {
  private final StepCounts.OfSample steps;
  private StepRows rows;

  ReversedOperator(StepCounts.OfSample steps) {
    this.steps = steps;
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    rows = StepRows.of(pass.arena(), inputs.get(0));
    MemoryBlock given = inputs.get(0).in(pass, rows.layout(pass.arena()));
    return new NodeValue(reversed(pass, given), inputs.get(0).extents());
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    return List.of(reversed(pass, pass.reorder(gradient, rows.layout(pass.arena()))));
  }

  private MemoryBlock reversed(NetworkPass pass, MemoryBlock given) {
    MemoryBlock turned = pass.arena().allocate(rows.layout(pass.arena()));
    pass.add(() -> turn(given.values(), turned.values()));
    return turned;
  }

  private void turn(FloatBuffer from, FloatBuffer to) {
    for (int sample = 0; sample < rows.samples(); sample++) {
      int count = steps.of(sample);
      for (int step = 0; step < rows.time(); step++) {
        int source = step < count ? count - 1 - step : step;
        to.put(rows.at(sample, step), from, rows.at(sample, source), rows.features());
      }
    }
  }
}
