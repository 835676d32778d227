package io.retort.backends.cpu.dl4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.retort.core.network.Layer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link Layer.EmbeddingBag}: {@code [batch, time] → [batch, size]}. */
final class EmbeddingSums implements CustomOperator {
  private final String node;
  private final Layer.EmbeddingBag layer;
  private int[][] tokens = {};

  EmbeddingSums(String node, Layer.EmbeddingBag layer) {
    this.node = node;
    this.layer = layer;
  }

  @Override
  public long parameters() {
    return (long) layer.vocabulary() * layer.size();
  }

  @Override
  public INDArray forward(INDArray input, INDArray parameters, boolean training) {
    int[][] looked = TokenNumbers.of(node, layer.tokens(), input);
    if (training) {
      tokens = looked;
    }
    INDArray table = EmbeddingLookup.table(parameters, layer.vocabulary(), layer.size());
    INDArray sums = Nd4j.zeros(input.dataType(), input.size(0), layer.size());
    for (int sample = 0; sample < looked.length; sample++) {
      if (looked[sample].length > 0) {
        INDArray rows = Nd4j.pullRows(table, 1, looked[sample], 'c');
        sums.get(point(sample), all()).assign(rows.sum(0).muli(factor(looked[sample])));
      }
    }
    return sums;
  }

  private double factor(int[] numbers) {
    return switch (layer.mode()) {
      case MEAN -> 1.0 / numbers.length;
      case SUM -> 1;
    };
  }

  @Override
  public INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    INDArray table = EmbeddingLookup.table(gradients, layer.vocabulary(), layer.size());
    table.assign(0);
    int[] rows = Arrays.stream(tokens).flatMapToInt(Arrays::stream).toArray();
    if (rows.length > 0) {
      INDArray updates =
          Nd4j.createUninitialized(epsilon.dataType(), new long[] {rows.length, layer.size()}, 'c');
      int from = 0;
      for (int sample = 0; sample < tokens.length; sample++) {
        int to = from + tokens[sample].length;
        if (to > from) {
          updates
              .get(interval(from, to), all())
              .assign(0)
              .addiRowVector(epsilon.get(point(sample), all()).mul(factor(tokens[sample])));
        }
        from = to;
      }
      EmbeddingLookup.addRows(table, rows, updates);
    }
    return input.like();
  }
}
