package io.retort.core.network;

import java.util.Optional;

/**
 * What is true of a layer whatever its input is, by which networks are planned and computed.
 *
 * @param joins whether it reads two values or more; all others read exactly one
 * @param tokens the numbers of its input that it looks up; empty if it computes with them
 * @param keepsNumbers whether in inference it passes on each number that it reads, once and
 *     unchanged, so that tokens remain tokens
 * @param keepsZeros whether it gives 0 at steps of a sequence that are 0, whatever its parameters
 *     are
 * @param mixesSamples whether in training what it gives for a sample depends on the others of the
 *     batch
 */
public record LayerTraits(
    boolean joins,
    Optional<Tokens> tokens,
    boolean keepsNumbers,
    boolean keepsZeros,
    boolean mixesSamples) {

  static final LayerVisitor<LayerTraits> OF_LAYER = new OfLayer();

  private static final LayerTraits NONE =
      new LayerTraits(false, Optional.empty(), false, false, false);

  private LayerTraits joining() {
    return new LayerTraits(true, tokens, keepsNumbers, keepsZeros, mixesSamples);
  }

  private LayerTraits reading(Tokens looked) {
    return new LayerTraits(joins, Optional.of(looked), keepsNumbers, keepsZeros, mixesSamples);
  }

  private LayerTraits keepingNumbers(boolean keeps) {
    return new LayerTraits(joins, tokens, keeps, keepsZeros, mixesSamples);
  }

  private LayerTraits keepingZeros(boolean keeps) {
    return new LayerTraits(joins, tokens, keepsNumbers, keeps, mixesSamples);
  }

  private LayerTraits mixingSamples() {
    return new LayerTraits(joins, tokens, keepsNumbers, keepsZeros, true);
  }

  private static final class OfLayer implements LayerVisitor<LayerTraits> {

    @Override
    public LayerTraits dense(Layer.Dense dense) {
      return NONE.keepingZeros(!dense.bias() && dense.activation().keepsZero());
    }

    @Override
    public LayerTraits conv2d(Layer.Conv2d conv) {
      return NONE;
    }

    @Override
    public LayerTraits maxPool(Layer.MaxPool pool) {
      return NONE;
    }

    @Override
    public LayerTraits avgPool(Layer.AvgPool pool) {
      return NONE;
    }

    @Override
    public LayerTraits globalAvgPool(Layer.GlobalAvgPool pool) {
      return NONE;
    }

    @Override
    public LayerTraits upsample(Layer.Upsample upsample) {
      return NONE;
    }

    @Override
    public LayerTraits batchNorm(Layer.BatchNorm norm) {
      return NONE.mixingSamples();
    }

    @Override
    public LayerTraits activation(Layer.Activation activation) {
      return NONE.keepingNumbers(activation.function() == ActivationFunction.LINEAR)
          .keepingZeros(activation.function().keepsZero());
    }

    @Override
    public LayerTraits dropout(Layer.Dropout dropout) {
      return NONE.keepingNumbers(true).keepingZeros(true);
    }

    @Override
    public LayerTraits flatten(Layer.Flatten flatten) {
      return NONE.keepingNumbers(true);
    }

    @Override
    public LayerTraits reshape(Layer.Reshape reshape) {
      return NONE.keepingNumbers(true);
    }

    @Override
    public LayerTraits add(Layer.Add sum) {
      return NONE.joining().keepingZeros(true);
    }

    @Override
    public LayerTraits concat(Layer.Concat concat) {
      return NONE.joining().keepingNumbers(true);
    }

    /** No vector belongs to steps that are not there. */
    @Override
    public LayerTraits embedding(Layer.Embedding embedding) {
      return NONE.reading(Tokens.of(embedding)).keepingZeros(true);
    }

    @Override
    public LayerTraits embeddingBag(Layer.EmbeddingBag bag) {
      return NONE.reading(Tokens.of(bag));
    }

    @Override
    public LayerTraits conv1d(Layer.Conv1d conv) {
      return NONE;
    }

    @Override
    public LayerTraits poolOverTime(Layer.PoolOverTime pool) {
      return NONE;
    }

    @Override
    public LayerTraits lstm(Layer.Lstm lstm) {
      return NONE;
    }

    @Override
    public LayerTraits gru(Layer.Gru gru) {
      return NONE;
    }
  }
}
