package io.retort.core.network;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Shape;

/**
 * What one node of a network computes. The shapes below are those of one sample: images are {@code
 * [channels, height, width]}, sequences {@code [time, features]}, vectors {@code [features]}.
 * Parameters are given with their shapes in the canonical layout, which is that of PyTorch.
 */
// In the order of the documentation; without this list the compiler chooses one.
public sealed interface Layer
    permits Layer.Dense,
        Layer.Conv2d,
        Layer.MaxPool,
        Layer.AvgPool,
        Layer.GlobalAvgPool,
        Layer.Upsample,
        Layer.BatchNorm,
        Layer.Activation,
        Layer.Dropout,
        Layer.Flatten,
        Layer.Reshape,
        Layer.Add,
        Layer.Concat,
        Layer.Embedding,
        Layer.EmbeddingBag,
        Layer.Conv1d,
        Layer.PoolOverTime,
        Layer.Lstm,
        Layer.Gru {
  /**
   * What the names of arrays end with that belong to the reverse direction of a bidirectional
   * layer.
   */
  String REVERSE = "-reverse";

  /**
   * Calls the method of a visitor that is for this kind of layer.
   *
   * @param visitor has one for each kind
   * @param <R> what it returns
   * @return what that returns
   */
  <R> R accept(LayerVisitor<R> visitor);

  /**
   * The function that is applied to what the layer has computed.
   *
   * @return {@link ActivationFunction#LINEAR} for layers that have none
   */
  default ActivationFunction activation() {
    return ActivationFunction.LINEAR;
  }

  /**
   * What is true of the layer whatever its input is.
   *
   * @return its traits
   */
  default LayerTraits traits() {
    return accept(new TraitsOfLayer());
  }

  /**
   * {@code y = f(x·Wᵀ + b)} over the innermost axis: of a vector, or of every step of a sequence.
   * Parameters: {@code weight [units, inputs]}, {@code bias [units]}.
   *
   * @param units the number of outputs
   * @param activation f
   * @param bias whether b is there
   * @param initializer how the weight is drawn
   */
  record Dense(
      @Doc("The number of outputs.") @Range(min = 1) int units,
      @Doc("The activation function.") @Default("linear") ActivationFunction activation,
      @Doc("Whether a bias is added.") @Default("true") boolean bias,
      @Doc("How the weights are drawn.") @Default("auto") Initializer initializer)
      implements Layer {

    /** A dense layer with bias and automatic initialisation. */
    public Dense(int units, ActivationFunction activation) {
      this(units, activation, true, Initializer.AUTO);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.dense(this);
    }
  }

  /**
   * Two-dimensional cross-correlation of an image, with bias and activation. Parameters: {@code
   * weight [filters, channels / groups, kernel height, kernel width]}, {@code bias [filters]}.
   *
   * @param filters the number of output channels, a multiple of {@code groups}
   * @param kernel the window
   * @param stride the step of the window
   * @param padding zeros around the image
   * @param dilation the distance between the window's samples
   * @param groups channels are split into so many groups that do not see each other
   * @param activation the activation function
   * @param bias whether a bias is added
   * @param initializer how the weight is drawn
   */
  record Conv2d(
      @Doc("The number of output channels.") @Range(min = 1) int filters,
      @Doc("Height and width of the window.") @Default("3") Extent kernel,
      @Doc("The step of the window.") @Default("1") Extent stride,
      @Doc("Zeros around the image: same, valid or a number per side.") @Default("same")
          Padding padding,
      @Doc("The distance between the samples of the window.") @Default("1") Extent dilation,
      @Doc("The number of groups of channels that do not see each other.")
          @Default("1")
          @Range(min = 1)
          int groups,
      @Doc("The activation function.") @Default("linear") ActivationFunction activation,
      @Doc("Whether a bias is added.") @Default("true") boolean bias,
      @Doc("How the weights are drawn.") @Default("auto") Initializer initializer)
      implements Layer {

    public Conv2d {
      if (groups < 1 || filters % groups != 0) {
        throw new IllegalArgumentException(
            filters + " filters do not divide into " + groups + " groups; use a multiple");
      }
    }

    /** A square convolution at stride 1 with same padding, bias and automatic initialisation. */
    public Conv2d(int filters, int kernel, ActivationFunction activation) {
      this(
          filters,
          Extent.of(kernel),
          Extent.of(1),
          Padding.SAME,
          Extent.of(1),
          1,
          activation,
          true,
          Initializer.AUTO);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.conv2d(this);
    }
  }

  /**
   * The largest value of each window of an image.
   *
   * @param size the window
   * @param stride its step
   * @param padding −∞ around the image
   */
  record MaxPool(
      @Doc("Height and width of the window.") @Default("2") Extent size,
      @Doc("The step of the window.") @Default("2") Extent stride,
      @Doc("The margin around the image: same, valid or a number per side.") @Default("valid")
          Padding padding)
      implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.maxPool(this);
    }
  }

  /**
   * The mean of each window of an image, over the values that lie inside the image.
   *
   * @param size the window
   * @param stride its step
   * @param padding the margin around the image
   */
  record AvgPool(
      @Doc("Height and width of the window.") @Default("2") Extent size,
      @Doc("The step of the window.") @Default("2") Extent stride,
      @Doc("The margin around the image: same, valid or a number per side.") @Default("valid")
          Padding padding)
      implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.avgPool(this);
    }
  }

  /** The mean of each channel over the image: {@code [channels, height, width] → [channels]}. */
  record GlobalAvgPool() implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.globalAvgPool(this);
    }
  }

  /**
   * Repeats every pixel of an image (nearest neighbour).
   *
   * @param factor how many times along each axis
   */
  record Upsample(@Doc("How many times each pixel is repeated along each axis.") Extent factor)
      implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.upsample(this);
    }
  }

  /**
   * Normalises each channel of an image, or each feature of a vector, by mean and (biased)
   * variance: of the batch while training, of the running statistics otherwise (Ioffe and Szegedy
   * 2015). Parameters: {@code scale [channels]}, {@code shift [channels]}; buffers: {@code mean
   * [channels]}, {@code variance [channels]}, updated at each training step as {@code (1 −
   * momentum)·running + momentum·batch} with the biased variance of the batch.
   *
   * @param momentum the share of the batch in the running statistics
   * @param epsilon added to the variance
   */
  record BatchNorm(
      @Doc("The share of each batch in the running statistics.")
          @Default("0.1")
          @Range(min = 0, minExclusive = true, max = 1)
          double momentum,
      @Doc("Added to the variance.") @Default("1e-5") @Range(min = 0, minExclusive = true)
          double epsilon)
      implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.batchNorm(this);
    }
  }

  /**
   * An activation function alone.
   *
   * @param function the function
   */
  record Activation(@Doc("The activation function.") ActivationFunction function) implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.activation(this);
    }

    @Override
    public ActivationFunction activation() {
      return function;
    }
  }

  /**
   * While training, sets values to 0 at random and scales the others by 1 / (1 − rate); otherwise
   * the identity. The mask is {@link DropoutMask}, the same on every backend.
   *
   * @param rate the probability of a 0
   */
  record Dropout(
      @Doc("The probability that a value is set to 0.")
          @Range(min = 0, max = 1, maxExclusive = true)
          double rate)
      implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.dropout(this);
    }
  }

  /** A vector of all values in row-major order. */
  record Flatten() implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.flatten(this);
    }
  }

  /**
   * The same values, in row-major order, under another shape.
   *
   * @param shape the shape of one sample
   */
  record Reshape(@Doc("The new shape of one sample, such as 28x28.") Shape shape) implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.reshape(this);
    }
  }

  /** The sum of two or more inputs of one shape. */
  record Add() implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.add(this);
    }
  }

  /**
   * Two or more inputs joined along the first axis of a sample: channels of images, features of
   * vectors.
   */
  record Concat() implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.concat(this);
    }
  }

  /**
   * Looks up a vector for every number of the input: {@code [time] → [time, size]}. The input holds
   * whole numbers from 0 to {@code vocabulary} − 1, and where it is {@code padded} may end with −1
   * for steps that a sample does not have: the output is a padded sequence, see {@link
   * SequenceLength}. Parameter: {@code weight [vocabulary, size]}.
   *
   * @param vocabulary the number of vectors
   * @param size their length
   * @param padded whether samples may have fewer steps than others
   */
  record Embedding(
      @Doc("How many different numbers the input can hold.") @Range(min = 1) int vocabulary,
      @Doc("The length of each vector.") @Range(min = 1) int size,
      @Doc("Whether inputs may end with -1, for steps that a sample does not have.")
          @Default("false")
          boolean padded)
      implements Layer {

    /** An embedding of sequences that all have the same length. */
    public Embedding(int vocabulary, int size) {
      this(vocabulary, size, false);
    }

    /**
     * What it looks up.
     *
     * @return its tokens
     */
    public Tokens tokens() {
      return new Tokens(vocabulary, padded);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.embedding(this);
    }
  }

  /**
   * The sum or mean of the vectors of all tokens of the input, in whatever order: {@code [time] →
   * [size]}. The input holds whole numbers from 0 to {@code vocabulary} − 1, and may end with −1
   * for steps that a sample does not have; the sum and mean of nothing are 0. Parameter: {@code
   * weight [vocabulary, size]}. Only the rows of tokens that occur are read, so that vocabularies
   * may be large: those of hashed n-grams (Joulin et al. 2017), for instance.
   *
   * @param vocabulary the number of vectors
   * @param size their length
   * @param mode sum or mean
   */
  record EmbeddingBag(
      @Doc("How many different numbers the input can hold.") @Range(min = 1) int vocabulary,
      @Doc("The length of each vector.") @Range(min = 1) int size,
      @Doc("The mean or the sum of the vectors.") @Default("mean") BagMode mode)
      implements Layer {

    /**
     * What it looks up, as many as a sample has.
     *
     * @return its tokens
     */
    public Tokens tokens() {
      return new Tokens(vocabulary, true);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.embeddingBag(this);
    }
  }

  /** What an {@link EmbeddingBag} makes of the vectors of a sample. */
  enum BagMode {
    /** Their mean. */
    MEAN,
    /** Their sum. */
    SUM
  }

  /**
   * One-dimensional cross-correlation of a sequence along its time, with bias and activation:
   * {@code [time, features] → [time′, filters]}. Parameters: {@code weight [filters, features /
   * groups, kernel]}, {@code bias [filters]}. A padded sequence has as many steps as there are
   * places of the window on the steps of a sample and the zeros around them; {@code same} with a
   * stride is refused there, as the zeros before the first step would depend on the number of
   * steps.
   *
   * @param filters the number of output features, a multiple of {@code groups}
   * @param kernel the steps in the window
   * @param stride by how many steps the window moves on
   * @param padding steps of zeros before and behind the sequence
   * @param dilation the distance between the steps in the window
   * @param groups features are split into so many groups that do not see each other
   * @param activation the activation function
   * @param bias whether a bias is added
   * @param initializer how the weight is drawn
   */
  record Conv1d(
      @Doc("The number of output features.") @Range(min = 1) int filters,
      @Doc("The number of steps in the window.") @Default("3") @Range(min = 1) int kernel,
      @Doc("By how many steps the window moves on.") @Default("1") @Range(min = 1) int stride,
      @Doc("Steps of zeros around the sequence: same, valid or a number on each side.")
          @Default("same")
          Padding padding,
      @Doc("The distance between the steps in the window.") @Default("1") @Range(min = 1)
          int dilation,
      @Doc("The number of groups of features that do not see each other.")
          @Default("1")
          @Range(min = 1)
          int groups,
      @Doc("The activation function.") @Default("linear") ActivationFunction activation,
      @Doc("Whether a bias is added.") @Default("true") boolean bias,
      @Doc("How the weights are drawn.") @Default("auto") Initializer initializer)
      implements Layer {

    public Conv1d {
      if (kernel < 1 || stride < 1 || dilation < 1) {
        throw new IllegalArgumentException(
            "kernel "
                + kernel
                + ", stride "
                + stride
                + " and dilation "
                + dilation
                + " must be at least 1");
      }
      if (groups < 1 || filters % groups != 0) {
        throw new IllegalArgumentException(
            filters + " filters do not divide into " + groups + " groups; use a multiple");
      }
    }

    /** A convolution at stride 1 with same padding, bias and automatic initialisation. */
    public Conv1d(int filters, int kernel, ActivationFunction activation) {
      this(filters, kernel, 1, Padding.SAME, 1, 1, activation, true, Initializer.AUTO);
    }

    /**
     * The number of steps from the first to the last one in the window.
     *
     * @return kernel and gaps
     */
    public int covered() {
      return (int) Math.min(Integer.MAX_VALUE, (kernel - 1L) * dilation + 1);
    }

    /**
     * The zeros before a sequence.
     *
     * @param time the number of its steps
     * @return how many steps
     */
    public int before(int time) {
      return padding.before(time, covered(), stride);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.conv1d(this);
    }
  }

  /**
   * The largest value or the mean of each feature over the steps that a sample has: {@code [time,
   * features] → [features]}. Of a sample without steps it is 0.
   *
   * @param mode maximum or mean
   */
  record PoolOverTime(
      @Doc("The largest value of each feature, or its mean.") @Default("max") PoolMode mode)
      implements Layer {
    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.poolOverTime(this);
    }
  }

  /** What {@link PoolOverTime} makes of a feature's values. */
  enum PoolMode {
    /** The largest one. */
    MAX,
    /** Their mean. */
    MEAN
  }

  /**
   * Long short-term memory (Hochreiter and Schmidhuber 1997; with forget gate) over a sequence,
   * starting from zeros: {@code i, f, o = σ(…)}, {@code g = tanh(…)}, {@code c = f·c + i·g}, {@code
   * h = o·tanh(c)}. Parameters: {@code weight-input [4·units, features]}, {@code weight-recurrent
   * [4·units, units]}, {@code bias [4·units]}, with the gates in the order i, f, g, o.
   *
   * <p>Where it is bidirectional, a second layer with parameters of its own, whose names end with
   * {@code -reverse}, goes from a sample's last step to its first; a step's two states, or the
   * states after the last step of each direction, are joined: {@code 2·units} features.
   *
   * @param units the size of h
   * @param returns every h, or that after a sample's last step only
   * @param bidirectional whether there is a second layer in the other direction
   */
  record Lstm(
      @Doc("The size of the hidden state.") @Range(min = 1) int units,
      @Doc("Every hidden state (sequence), or the last one (last).") @Default("last")
          Returns returns,
      @Doc("Whether a second layer goes from the last step to the first, with states of its own.")
          @Default("false")
          boolean bidirectional)
      implements Layer {

    /** A layer that goes from the first step to the last. */
    public Lstm(int units, Returns returns) {
      this(units, returns, false);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.lstm(this);
    }
  }

  /**
   * Gated recurrent unit (Cho et al. 2014, with the reset gate after the recurrent product, as in
   * cuDNN and PyTorch) over a sequence, starting from zeros: {@code r, z = σ(W·x + b + U·h + d)},
   * {@code n = tanh(W·x + b + r·(U·h + d))}, {@code h = (1 − z)·n + z·h}. Parameters: {@code
   * weight-input [3·units, features]}, {@code weight-recurrent [3·units, units]}, {@code bias
   * [3·units]} (b), {@code bias-recurrent [3·units]} (d), with the gates in the order r, z, n.
   *
   * <p>Where it is bidirectional, a second layer with parameters of its own, whose names end with
   * {@code -reverse}, goes from a sample's last step to its first; a step's two states, or the
   * states after the last step of each direction, are joined: {@code 2·units} features.
   *
   * @param units the size of h
   * @param returns every h, or that after a sample's last step only
   * @param bidirectional whether there is a second layer in the other direction
   */
  record Gru(
      @Doc("The size of the hidden state.") @Range(min = 1) int units,
      @Doc("Every hidden state (sequence), or the last one (last).") @Default("last")
          Returns returns,
      @Doc("Whether a second layer goes from the last step to the first, with states of its own.")
          @Default("false")
          boolean bidirectional)
      implements Layer {

    /** A layer that goes from the first step to the last. */
    public Gru(int units, Returns returns) {
      this(units, returns, false);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
      return visitor.gru(this);
    }
  }

  /** What a recurrent layer gives to the next node. */
  enum Returns {
    /** Every hidden state: {@code [time, units]}, or twice as many features. */
    SEQUENCE,
    /** The last hidden state: {@code [units]}, or one for each direction. */
    LAST
  }
}
