package io.retort.backends.cpu.dl4j;

import io.retort.core.network.Layer;
import io.retort.core.network.Tokens;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scatter.ScatterAdd;
import org.nd4j.linalg.factory.Nd4j;

/** Rows of a table by number: {@code [batch, time] → [batch, time, size]}. */
final class EmbeddingLookup implements CustomOperator {
  private final String node;
  private final Layer.Embedding layer;
  private int[] rows = {};

  EmbeddingLookup(String node, Layer.Embedding layer) {
    this.node = node;
    this.layer = layer;
  }

  @Override
  public long parameters() {
    return (long) layer.vocabulary() * layer.size();
  }

  @Override
  public INDArray forward(INDArray input, INDArray parameters, boolean training) {
    int[] looked =
        Arrays.stream(TokenNumbers.of(node, Tokens.of(layer), input))
            .flatMapToInt(Arrays::stream)
            .toArray();
    if (training) {
      rows = looked;
    }
    return Nd4j.pullRows(table(parameters), 1, looked, 'c')
        .reshape('c', input.size(0), input.size(1), layer.size());
  }

  @Override
  public INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    INDArray table = table(gradients);
    table.assign(0);
    addRows(table, rows, epsilon.dup('c').reshape('c', rows.length, layer.size()));
    // Whole numbers have no derivative; zeros keep the sum right if the input has other readers.
    return input.like();
  }

  private INDArray table(INDArray values) {
    return table(values, layer.vocabulary(), layer.size());
  }

  /** Parameters of a node, or their gradients, as rows. */
  static INDArray table(INDArray values, int rows, int size) {
    return values.reshape('c', rows, size);
  }

  /** Adds to rows of a table, some of which may be named several times. */
  static void addRows(INDArray table, int[] rows, INDArray updates) {
    ScatterAdd scatter = new ScatterAdd(table, Nd4j.createFromArray(rows), updates);
    scatter.addOutputArgument(table);
    // Unless told to lock, ND4J adds up in several threads, and rows that are named twice may
    // lose some.
    scatter.addBArgument(true);
    Nd4j.exec(scatter);
  }
}
