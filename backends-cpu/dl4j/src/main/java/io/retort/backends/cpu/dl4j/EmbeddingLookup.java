package io.retort.backends.cpu.dl4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.retort.core.network.Layer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scatter.ScatterAdd;
import org.nd4j.linalg.factory.Nd4j;

/** Rows of a table by number: {@code [batch, time] → [batch, time, size]}. */
final class EmbeddingLookup implements CustomOperator {
  private final String node;
  private final Layer.Embedding layer;
  private int[][] looked = {};

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
    int[][] tokens = TokenNumbers.of(node, layer.tokens(), input);
    if (training) {
      looked = tokens;
    }
    INDArray table = table(parameters);
    if (!layer.padded()) {
      return Nd4j.pullRows(table, 1, flat(tokens), 'c')
          .reshape('c', input.size(0), input.size(1), layer.size());
    }
    INDArray output =
        Nd4j.zeros(input.dataType(), input.size(0), input.size(1), (long) layer.size());
    for (int sample = 0; sample < tokens.length; sample++) {
      if (tokens[sample].length > 0) {
        steps(output, sample, tokens).assign(Nd4j.pullRows(table, 1, tokens[sample], 'c'));
      }
    }
    return output;
  }

  private static int[] flat(int[][] tokens) {
    return Arrays.stream(tokens).flatMapToInt(Arrays::stream).toArray();
  }

  /** The steps that a sample has. */
  private static INDArray steps(INDArray all, int sample, int[][] tokens) {
    return all.get(point(sample), interval(0, tokens[sample].length), all());
  }

  @Override
  public INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    INDArray table = table(gradients);
    table.assign(0);
    if (!layer.padded()) {
      int[] rows = flat(looked);
      addRows(table, rows, epsilon.dup('c').reshape('c', rows.length, layer.size()));
    } else {
      for (int sample = 0; sample < looked.length; sample++) {
        int[] rows = looked[sample];
        if (rows.length > 0) {
          INDArray updates = steps(epsilon, sample, looked).dup('c');
          addRows(table, rows, updates.reshape('c', rows.length, layer.size()));
        }
      }
    }
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
