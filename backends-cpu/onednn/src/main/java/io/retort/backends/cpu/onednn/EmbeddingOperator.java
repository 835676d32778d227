package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer;
import io.retort.core.network.Tokens;
import java.nio.FloatBuffer;
import java.util.List;

/** {@link Layer.Embedding}: rows of a table, copied forward and added up backward. */
final class EmbeddingOperator implements Operator {
  private final Layer.Embedding layer;
  private final String node;
  private final Parameters parameters;
  private final TokenRows rows;
  private final float[] zeros;
  private MemoryBlock indices;
  private long[] outputExtents;

  EmbeddingOperator(Layer.Embedding layer, String node, Parameters parameters) {
    this.layer = layer;
    this.node = node;
    this.parameters = parameters;
    this.rows = new TokenRows(node, layer.tokens());
    this.zeros = new float[layer.size()];
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    long[] extents = inputs.get(0).extents();
    outputExtents = new long[] {extents[0], extents[1], layer.size()};
    indices = inputs.get(0).plain(pass, DataType.F32);
    MemoryBlock table =
        parameters.value(pass, node, "weight", layer.vocabulary(), layer.size()).block();
    MemoryBlock output = arena.allocate(arena.plain(outputExtents));
    pass.add(() -> lookUp(table.values(), output.values()));
    return new NodeValue(output, outputExtents);
  }

  private void lookUp(FloatBuffer table, FloatBuffer output) {
    FloatBuffer numbers = indices.values();
    for (int i = 0; i < numbers.capacity(); i++) {
      int row = row(numbers, i);
      if (row == Tokens.NONE) {
        output.put(i * layer.size(), zeros);
      } else {
        output.put(i * layer.size(), table, row * layer.size(), layer.size());
      }
    }
  }

  private int row(FloatBuffer numbers, int index) {
    int time = (int) outputExtents[1];
    return rows.at(numbers, index / time, index % time, time);
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    MemoryBlock given = pass.reorder(gradient, arena.plain(outputExtents));
    MemoryBlock target =
        parameters.gradient(arena, node, "weight", layer.vocabulary(), layer.size());
    pass.add(() -> addUp(given.values(), target.values()));
    return List.of();
  }

  private void addUp(FloatBuffer gradient, FloatBuffer target) {
    Zeros.fill(target);
    FloatBuffer numbers = indices.values();
    for (int i = 0; i < numbers.capacity(); i++) {
      int from = i * layer.size();
      int row = row(numbers, i);
      int to = row * layer.size();
      for (int k = 0; row != Tokens.NONE && k < layer.size(); k++) {
        target.put(to + k, target.get(to + k) + gradient.get(from + k));
      }
    }
  }
}
