package io.retort.core.network;

import io.retort.core.network.ParameterSlice.Role;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters and buffers that a node has, in the canonical layout, and what they hold before
 * training.
 */
final class LayerArrays implements LayerVisitor<LayerArrays> {
  private final Node node;
  private final Shape input;
  private final List<ParameterSlice> parameters = new ArrayList<>();
  private final List<ParameterSlice> buffers = new ArrayList<>();

  private LayerArrays(Node node, Shape input) {
    this.node = node;
    this.input = input;
  }

  static LayerArrays of(Node node, Shape input) {
    return node.layer().accept(new LayerArrays(node, input));
  }

  List<ParameterSlice> parameters() {
    return parameters;
  }

  List<ParameterSlice> buffers() {
    return buffers;
  }

  @Override
  public LayerArrays dense(Layer.Dense dense) {
    int inputs = input.extent(-1);
    weight(
        "weight",
        Shape.of(dense.units(), inputs),
        resolve(dense.initializer(), dense.activation()),
        inputs,
        dense.units());
    return dense.bias() ? bias("bias", dense.units()) : this;
  }

  @Override
  public LayerArrays conv2d(Layer.Conv2d conv) {
    int perGroup = input.extent(0) / conv.groups();
    // The shape has been found to be no larger than numbers can say.
    int window = conv.kernel().height() * conv.kernel().width();
    weight(
        "weight",
        Shape.of(conv.filters(), perGroup, conv.kernel().height(), conv.kernel().width()),
        resolve(conv.initializer(), conv.activation()),
        perGroup * window,
        conv.filters() / conv.groups() * window);
    return conv.bias() ? bias("bias", conv.filters()) : this;
  }

  @Override
  public LayerArrays maxPool(Layer.MaxPool pool) {
    return this;
  }

  @Override
  public LayerArrays avgPool(Layer.AvgPool pool) {
    return this;
  }

  @Override
  public LayerArrays globalAvgPool(Layer.GlobalAvgPool pool) {
    return this;
  }

  @Override
  public LayerArrays upsample(Layer.Upsample upsample) {
    return this;
  }

  @Override
  public LayerArrays batchNorm(Layer.BatchNorm norm) {
    Shape channels = Shape.of(input.extent(0));
    add(parameters, "scale", Role.SCALE, channels, new InitialValues.Constant(1));
    bias("shift", input.extent(0));
    add(buffers, "mean", Role.RUNNING_MEAN, channels, new InitialValues.Constant(0));
    add(buffers, "variance", Role.RUNNING_VARIANCE, channels, new InitialValues.Constant(1));
    return this;
  }

  @Override
  public LayerArrays activation(Layer.Activation activation) {
    return this;
  }

  @Override
  public LayerArrays dropout(Layer.Dropout dropout) {
    return this;
  }

  @Override
  public LayerArrays flatten(Layer.Flatten flatten) {
    return this;
  }

  @Override
  public LayerArrays reshape(Layer.Reshape reshape) {
    return this;
  }

  @Override
  public LayerArrays add(Layer.Add sum) {
    return this;
  }

  @Override
  public LayerArrays concat(Layer.Concat concat) {
    return this;
  }

  @Override
  public LayerArrays embedding(Layer.Embedding embedding) {
    return table(embedding.vocabulary(), embedding.size());
  }

  @Override
  public LayerArrays embeddingBag(Layer.EmbeddingBag bag) {
    return table(bag.vocabulary(), bag.size());
  }

  private LayerArrays table(int rows, int size) {
    // One row is looked up at a time: nothing is summed, so fan-in is 1 row of `size` values.
    return weight("weight", Shape.of(rows, size), Initializer.LECUN_NORMAL, size, size);
  }

  @Override
  public LayerArrays conv1d(Layer.Conv1d conv) {
    int perGroup = input.extent(1) / conv.groups();
    weight(
        "weight",
        Shape.of(conv.filters(), perGroup, conv.kernel()),
        resolve(conv.initializer(), conv.activation()),
        perGroup * conv.kernel(),
        conv.filters() / conv.groups() * conv.kernel());
    return conv.bias() ? bias("bias", conv.filters()) : this;
  }

  @Override
  public LayerArrays poolOverTime(Layer.PoolOverTime pool) {
    return this;
  }

  @Override
  public LayerArrays lstm(Layer.Lstm lstm) {
    int units = lstm.units();
    for (String direction : directions(lstm.bidirectional())) {
      recurrent(4, units, direction);
      // Remembering is the better start (Jozefowicz et al. 2015); f is the second gate.
      InitialValues remembering = new InitialValues.Ones(units, 2 * units);
      add(parameters, "bias" + direction, Role.BIAS, Shape.of(4 * units), remembering);
    }
    return this;
  }

  @Override
  public LayerArrays gru(Layer.Gru gru) {
    for (String direction : directions(gru.bidirectional())) {
      recurrent(3, gru.units(), direction);
      bias("bias" + direction, 3 * gru.units());
      bias("bias-recurrent" + direction, 3 * gru.units());
    }
    return this;
  }

  /** What the names of the arrays of each direction end with. */
  private static List<String> directions(boolean bidirectional) {
    return bidirectional ? List.of("", Layer.REVERSE) : List.of("");
  }

  private void recurrent(int gates, int units, String direction) {
    if (units > Integer.MAX_VALUE / gates) {
      throw new IllegalArgumentException(units + " units are too many");
    }
    int features = input.extent(1);
    Initializer drawn = Initializer.GLOROT_UNIFORM;
    // A gate is a layer of its own: its fans are those of one gate, not of all of them together.
    weight("weight-input" + direction, Shape.of(gates * units, features), drawn, features, units);
    weight("weight-recurrent" + direction, Shape.of(gates * units, units), drawn, units, units);
  }

  private static Initializer resolve(Initializer chosen, ActivationFunction activation) {
    if (chosen != Initializer.AUTO) {
      return chosen;
    }
    return switch (activation) {
      case RELU, LEAKY_RELU, SILU, GELU -> Initializer.HE_NORMAL;
      case LINEAR, TANH, SIGMOID -> Initializer.GLOROT_UNIFORM;
    };
  }

  private LayerArrays weight(
      String name, Shape shape, Initializer initializer, int fanIn, int fanOut) {
    InitialValues initial = new InitialValues.Drawn(initializer, fanIn, fanOut);
    return add(parameters, name, Role.WEIGHT, shape, initial);
  }

  private LayerArrays bias(String name, int length) {
    return add(parameters, name, Role.BIAS, Shape.of(length), new InitialValues.Constant(0));
  }

  private LayerArrays add(
      List<ParameterSlice> arrays, String name, Role role, Shape shape, InitialValues initial) {
    String full = node.name() + "." + name;
    arrays.add(new ParameterSlice(full, node.name(), role, shape, 0, initial));
    return this;
  }
}
