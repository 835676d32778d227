package io.retort.exporters.source;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.LayerVisitor;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.SequenceLength;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The expression that computes each node of a network. The values of all nodes are an array {@code
 * v}, the input first; each expression calls a method of the template, by which the node's weights
 * are found where they were packed.
 */
final class NodeCalls implements LayerVisitor<String> {
  private final NetworkPlan plan;
  private final Weights weights;
  private final PackedWeights packed;
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> methods = new TreeSet<>();
  private final List<String> statements = new ArrayList<>();
  private Node node;

  /** The calls for a network, whose weights are packed. */
  NodeCalls(SavedNetwork network, PackedWeights packed) {
    this.plan = network.plan();
    this.weights = network.weights();
    this.packed = packed;
    places.put(NetworkDescription.INPUT, 0);
    for (Node next : plan.description().nodes()) {
      node = next;
      String value = cleared(node.layer().accept(this));
      places.put(node.name(), places.size());
      statements.add(String.format("v[%d] = %s; // %s", place(node.name()), value, node.name()));
    }
  }

  /** A statement for each node. */
  List<String> statements() {
    return List.copyOf(statements);
  }

  /** Which methods of the template are called. */
  Set<String> methods() {
    return Set.copyOf(methods);
  }

  /** Where the value of a node is. */
  int place(String name) {
    return places.get(name);
  }

  /** The value of the node, with zeros at steps that a sample does not have. */
  private String cleared(String value) {
    if (!plan.clears(node)) {
      return value;
    }
    methods.add("clear");
    int features = plan.shape(node.name()).extent(1);
    return "clear(" + value + ", " + features + ", " + steps(node.name()) + ")";
  }

  /** How many steps of a node's sequence the sample has. */
  private String steps(String name) {
    Optional<SequenceLength> length = plan.length(name);
    if (length.isEmpty()) {
      return Integer.toString(plan.shape(name).extent(0));
    }
    methods.add("tokens");
    String count = "tokens(v[0])";
    for (SequenceLength.Window window : length.get().windows()) {
      methods.add("windows");
      count =
          String.format(
              "windows(%s, %d, %d, %d)", count, window.covered(), window.stride(), window.margin());
    }
    return count;
  }

  @Override
  public String dense(Layer.Dense dense) {
    methods.add("affine");
    Shape input = shape();
    return activated(
        dense.activation(),
        call(
            "dense",
            input.extent(input.rank() - 1),
            dense.units(),
            transposed("weight", dense.units()),
            dense.bias() ? array("bias") : -1));
  }

  @Override
  public String conv2d(Layer.Conv2d conv) {
    return activated(
        conv.activation(),
        call(
            "conv2d",
            window(conv.kernel(), conv.stride(), conv.padding(), conv.dilation()),
            conv.dilation().height(),
            conv.dilation().width(),
            conv.filters(),
            conv.groups(),
            array("weight"),
            conv.bias() ? array("bias") : -1));
  }

  @Override
  public String maxPool(Layer.MaxPool pool) {
    methods.add("pool");
    return call("maxPool", window(pool.size(), pool.stride(), pool.padding(), Extent.of(1)));
  }

  @Override
  public String avgPool(Layer.AvgPool pool) {
    methods.add("pool");
    return call("avgPool", window(pool.size(), pool.stride(), pool.padding(), Extent.of(1)));
  }

  /** The image, the image of the output, the window, its stride, and the margin above and left. */
  private String window(Extent size, Extent stride, Padding padding, Extent dilation) {
    Shape in = shape();
    Shape out = plan.shape(node.name());
    int height = (size.height() - 1) * dilation.height() + 1;
    int width = (size.width() - 1) * dilation.width() + 1;
    StringJoiner numbers = new StringJoiner(", ");
    for (int number :
        new int[] {
          in.extent(0),
          in.extent(1),
          in.extent(2),
          out.extent(1),
          out.extent(2),
          size.height(),
          size.width(),
          stride.height(),
          stride.width(),
          padding.before(in.extent(1), height, stride.height()),
          padding.before(in.extent(2), width, stride.width())
        }) {
      numbers.add(Integer.toString(number));
    }
    return numbers.toString();
  }

  @Override
  public String globalAvgPool(Layer.GlobalAvgPool pool) {
    return call("globalAvgPool", shape().extent(0));
  }

  @Override
  public String upsample(Layer.Upsample upsample) {
    return call(
        "upsample",
        shape().extent(2),
        shape().extent(1),
        upsample.factor().height(),
        upsample.factor().width());
  }

  @Override
  public String batchNorm(Layer.BatchNorm norm) {
    return call(
        "batchNorm",
        shape().extent(0),
        array("scale"),
        array("shift"),
        array("mean"),
        array("variance"),
        JavaLiteral.of(norm.epsilon()));
  }

  @Override
  public String activation(Layer.Activation activation) {
    return activation.function() == ActivationFunction.LINEAR
        ? input()
        : activated(activation.function(), input() + ".clone()");
  }

  @Override
  public String dropout(Layer.Dropout dropout) {
    return input();
  }

  @Override
  public String flatten(Layer.Flatten flatten) {
    return input();
  }

  @Override
  public String reshape(Layer.Reshape reshape) {
    return input();
  }

  @Override
  public String add(Layer.Add sum) {
    return joined("add");
  }

  @Override
  public String concat(Layer.Concat concat) {
    return joined("concat");
  }

  private String joined(String method) {
    methods.add(method);
    return method + "(" + String.join(", ", node.inputs().stream().map(this::value).toList()) + ")";
  }

  @Override
  public String embedding(Layer.Embedding embedding) {
    methods.add("token");
    return call(
        "embedding", embedding.vocabulary(), embedding.size(), array("weight"), embedding.padded());
  }

  @Override
  public String embeddingBag(Layer.EmbeddingBag bag) {
    methods.add("token");
    return call(
        "embeddingBag",
        bag.vocabulary(),
        bag.size(),
        array("weight"),
        switch (bag.mode()) {
          case MEAN -> true;
          case SUM -> false;
        });
  }

  @Override
  public String conv1d(Layer.Conv1d conv) {
    Shape output = plan.shape(node.name());
    return activated(
        conv.activation(),
        call(
            "conv1d",
            shape().extent(1),
            output.extent(0),
            conv.filters(),
            conv.kernel(),
            conv.stride(),
            conv.dilation(),
            conv.before(shape().extent(0)),
            conv.groups(),
            array("weight"),
            conv.bias() ? array("bias") : -1));
  }

  @Override
  public String poolOverTime(Layer.PoolOverTime pool) {
    return call(
        "poolOverTime",
        shape().extent(1),
        steps(node.inputs().get(0)),
        switch (pool.mode()) {
          case MAX -> true;
          case MEAN -> false;
        });
  }

  @Override
  public String lstm(Layer.Lstm lstm) {
    methods.add("affine");
    methods.add("sigmoid");
    return recurrent(
        lstm.bidirectional(),
        lstm.units(),
        direction ->
            call(
                "lstm",
                shape().extent(1),
                lstm.units(),
                transposed("weight-input" + direction, 4 * lstm.units()),
                transposed("weight-recurrent" + direction, 4 * lstm.units()),
                array("bias" + direction),
                steps(node.inputs().get(0)),
                givesAll(lstm.returns()),
                !direction.isEmpty()));
  }

  @Override
  public String gru(Layer.Gru gru) {
    methods.add("affine");
    methods.add("sigmoid");
    return recurrent(
        gru.bidirectional(),
        gru.units(),
        direction ->
            call(
                "gru",
                shape().extent(1),
                gru.units(),
                transposed("weight-input" + direction, 3 * gru.units()),
                transposed("weight-recurrent" + direction, 3 * gru.units()),
                array("bias" + direction),
                array("bias-recurrent" + direction),
                steps(node.inputs().get(0)),
                givesAll(gru.returns()),
                !direction.isEmpty()));
  }

  private static boolean givesAll(Layer.Returns returns) {
    return switch (returns) {
      case SEQUENCE -> true;
      case LAST -> false;
    };
  }

  /** The rows of both directions side by side, where there are two. */
  private String recurrent(boolean bidirectional, int units, Function<String, String> direction) {
    String forward = direction.apply("");
    if (!bidirectional) {
      return forward;
    }
    methods.add("sideBySide");
    return "sideBySide(" + units + ", " + forward + ", " + direction.apply(Layer.REVERSE) + ")";
  }

  private String activated(ActivationFunction function, String value) {
    return switch (function) {
      case LINEAR -> value;
      case RELU -> elementWise("relu", value);
      case LEAKY_RELU -> elementWise("leakyRelu", value);
      case TANH -> elementWise("tanh", value);
      case SIGMOID -> elementWise("sigmoid", value);
      case SILU -> {
        methods.add("sigmoid");
        yield elementWise("silu", value);
      }
      case GELU -> elementWise("gelu", value);
    };
  }

  private String elementWise(String method, String value) {
    methods.add(method);
    return method + "(" + value + ")";
  }

  private String call(String method, Object... arguments) {
    methods.add(method);
    StringJoiner all = new StringJoiner(", ", method + "(", ")").add(input());
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    return all.toString();
  }

  private String input() {
    return value(node.inputs().get(0));
  }

  private String value(String name) {
    return "v[" + place(name) + "]";
  }

  private Shape shape() {
    return plan.shape(node.inputs().get(0));
  }

  private int array(String name) {
    return packed.add(values(name));
  }

  private int transposed(String name, int rows) {
    return packed.addTransposed(values(name), rows);
  }

  private float[] values(String name) {
    return weights.arrays().get(node.name() + "." + name).values();
  }
}
