package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer;
import io.retort.core.network.Tokens;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Layer.EmbeddingBag}: rows of a table, added up forward, and given the gradient of their
 * sum backward. No other rows are touched, but that their gradients are set to 0.
 */
final class EmbeddingBagOperator implements Operator {
  private final Layer.EmbeddingBag layer;
  private final String node;
  private final Parameters parameters;
  private final TokenRows rows;
  private final int size;
  private final float[] row;
  private final float[] sum;
  private MemoryBlock numbers;
  private int samples;
  private int time;

  EmbeddingBagOperator(Layer.EmbeddingBag layer, String node, Parameters parameters) {
    this.layer = layer;
    this.node = node;
    this.parameters = parameters;
    this.rows = new TokenRows(node, layer.tokens());
    this.size = layer.size();
    this.row = new float[size];
    this.sum = new float[size];
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    samples = Math.toIntExact(inputs.get(0).extents()[0]);
    time = Math.toIntExact(inputs.get(0).extents()[1]);
    numbers = inputs.get(0).plain(pass, DataType.F32);
    MemoryBlock table = parameters.value(pass, node, "weight", layer.vocabulary(), size).block();
    MemoryBlock output = arena.allocate(arena.plain(samples, size));
    pass.add(() -> addUp(table.values(), output.values()));
    return new NodeValue(output, samples, size);
  }

  private void addUp(FloatBuffer table, FloatBuffer output) {
    FloatBuffer given = numbers.values();
    for (int sample = 0; sample < samples; sample++) {
      Arrays.fill(sum, 0);
      int count = 0;
      for (int step = 0; step < time; step++) {
        int token = rows.at(given, sample, step, time);
        if (token != Tokens.NONE) {
          table.get(token * size, row);
          add(row, sum);
          count++;
        }
      }
      scale(sum, factor(count));
      output.put(sample * size, sum);
    }
  }

  private float factor(int count) {
    return switch (layer.mode()) {
      case MEAN -> 1f / Math.max(1, count);
      case SUM -> 1;
    };
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  private static void add(float[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    MemoryBlock given = pass.reorder(gradient, arena.plain(samples, size));
    MemoryBlock target = parameters.gradient(arena, node, "weight", layer.vocabulary(), size);
    pass.add(() -> spread(given.values(), target.values()));
    return List.of();
  }

  private void spread(FloatBuffer gradient, FloatBuffer target) {
    Zeros.fill(target);
    FloatBuffer given = numbers.values();
    for (int sample = 0; sample < samples; sample++) {
      gradient.get(sample * size, sum);
      int count = count(given, sample);
      scale(sum, factor(count));
      for (int step = 0; step < count; step++) {
        int at = rows.at(given, sample, step, time) * size;
        target.get(at, row);
        add(sum, row);
        target.put(at, row);
      }
    }
  }

  private int count(FloatBuffer given, int sample) {
    int count = 0;
    while (count < time && given.get(sample * time + count) != Tokens.NONE) {
      count++;
    }
    return count;
  }
}
