package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** {@link Layer.PoolOverTime} over the steps that each sample has. */
final class PoolOverTimeOperator implements Operator {
  private final boolean max;
  private final StepCounts.OfSample steps;
  private StepRows rows;
  private float[] row;
  private float[] pooled;

  /** For each value of the output the step that it is of, where it is the largest. */
  private int[] places;

  PoolOverTimeOperator(Layer.PoolOverTime layer, StepCounts.OfSample steps) {
    this.max =
        switch (layer.mode()) {
          case MAX -> true;
          case MEAN -> false;
        };
    this.steps = steps;
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    rows = StepRows.of(arena, inputs.get(0));
    row = new float[rows.features()];
    pooled = new float[rows.features()];
    places = new int[max ? rows.samples() * rows.features() : 0];
    MemoryBlock sequence = inputs.get(0).in(pass, rows.layout(arena));
    MemoryBlock output = arena.allocate(arena.plain(rows.samples(), rows.features()));
    pass.add(() -> pool(sequence.values(), output.values()));
    return new NodeValue(output, rows.samples(), rows.features());
  }

  private void pool(FloatBuffer sequence, FloatBuffer output) {
    for (int sample = 0; sample < rows.samples(); sample++) {
      int count = steps.of(sample);
      Arrays.fill(pooled, 0);
      for (int step = 0; step < count; step++) {
        sequence.get(rows.at(sample, step), row);
        if (max) {
          keepLargest(sample * row.length, step);
        } else {
          addTo(pooled, row);
        }
      }
      if (!max) {
        scale(pooled, 1f / Math.max(1, count));
      }
      output.put(sample * row.length, pooled);
    }
  }

  /** What is not a number stays, so that the training is found to have diverged. */
  private void keepLargest(int first, int step) {
    for (int i = 0; i < row.length; i++) {
      if (step == 0 || row[i] > pooled[i] || Float.isNaN(row[i])) {
        pooled[i] = row[i];
        places[first + i] = step;
      }
    }
  }

  private static void addTo(float[] sum, float[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    MemoryBlock given = pass.reorder(gradient, arena.plain(rows.samples(), rows.features()));
    MemoryBlock all = arena.allocate(rows.layout(arena));
    pass.add(() -> spread(given.values(), all.values()));
    return List.of(all);
  }

  private void spread(FloatBuffer given, FloatBuffer all) {
    Zeros.fill(all);
    for (int sample = 0; sample < rows.samples(); sample++) {
      int count = steps.of(sample);
      int first = sample * row.length;
      given.get(first, row);
      if (max) {
        for (int i = 0; count > 0 && i < row.length; i++) {
          all.put(rows.at(sample, places[first + i]) + i, row[i]);
        }
      } else {
        scale(row, 1f / Math.max(1, count));
        for (int step = 0; step < count; step++) {
          all.put(rows.at(sample, step), row);
        }
      }
    }
  }
}
