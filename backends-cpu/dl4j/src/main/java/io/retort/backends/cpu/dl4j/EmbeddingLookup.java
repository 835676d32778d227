package io.retort.backends.cpu.dl4j;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.Layer;
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
    double[] numbers = input.dup('c').data().asDouble();
    int[] looked = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      looked[i] = row(numbers[i]);
    }
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
    INDArray numbers = Nd4j.createFromArray(rows);
    INDArray updates = epsilon.dup('c').reshape('c', rows.length, layer.size());
    ScatterAdd scatter = new ScatterAdd(table, numbers, updates);
    scatter.addOutputArgument(table);
    // Unless told to lock, ND4J adds up in several threads, and rows that are named twice may
    // lose some.
    scatter.addBArgument(true);
    Nd4j.exec(scatter);
    // Whole numbers have no derivative; zeros keep the sum right if the input has other readers.
    return input.like();
  }

  private INDArray table(INDArray values) {
    return values.reshape('c', layer.vocabulary(), layer.size());
  }

  private int row(double number) {
    int row = (int) number;
    if (row != number || row < 0 || row >= layer.vocabulary()) {
      throw new RetortException(
          ErrorKind.DATA,
          "Node '"
              + node
              + "' (Embedding) was given "
              + number
              + "; it needs whole numbers from 0 to "
              + (layer.vocabulary() - 1));
    }
    return row;
  }
}
