package io.retort.backends.cpu.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The last step that each sample has: {@code [batch, time, features] → [batch, features]}. */
final class LastStepOperator implements Operator {
  private final StepCounts.OfSample steps;
  private StepRows rows;
  private float[] row;

  LastStepOperator(StepCounts.OfSample steps) {
    this.steps = steps;
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    rows = StepRows.of(arena, inputs.get(0));
    row = new float[rows.features()];
    MemoryBlock sequence = inputs.get(0).in(pass, rows.layout(arena));
    MemoryBlock last = arena.allocate(arena.plain(rows.samples(), rows.features()));
    pass.add(() -> gather(sequence.values(), last.values()));
    return new NodeValue(last, rows.samples(), rows.features());
  }

  private void gather(FloatBuffer sequence, FloatBuffer last) {
    for (int sample = 0; sample < rows.samples(); sample++) {
      int count = steps.of(sample);
      if (count > 0) {
        sequence.get(rows.at(sample, count - 1), row);
      } else {
        Arrays.fill(row, 0);
      }
      last.put(sample * row.length, row);
    }
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    MemoryBlock given = pass.reorder(gradient, arena.plain(rows.samples(), rows.features()));
    MemoryBlock all = arena.allocate(rows.layout(arena));
    pass.add(() -> scatter(given.values(), all.values()));
    return List.of(all);
  }

  private void scatter(FloatBuffer given, FloatBuffer all) {
    Zeros.fill(all);
    for (int sample = 0; sample < rows.samples(); sample++) {
      int count = steps.of(sample);
      if (count > 0) {
        given.get(sample * row.length, row);
        all.put(rows.at(sample, count - 1), row);
      }
    }
  }
}
