package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import io.retort.runtime.common.network.NetworkTree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NetworkTypeTest {

  record Student(NetworkDescription network) {}

  private static NetworkDescription bind(String... lines) {
    return ConfigurationBinder.withoutPlugins()
        .bind(Student.class, ConfigurationDocument.parse("x.yaml", String.join("\n", lines)))
        .value()
        .network();
  }

  private static NetworkDescription bind(Object tree) {
    return ConfigurationBinder.withoutPlugins()
        .bind(Student.class, ConfigurationDocument.of(Map.of("network", tree)))
        .value()
        .network();
  }

  private static String bindingError(String... lines) {
    return assertThrows(ConfigurationException.class, () -> bind(lines)).getMessage();
  }

  /** Every layer, each setting different from its default. */
  private static final List<Layer> LAYERS =
      List.of(
          new Layer.Dense(7, ActivationFunction.LEAKY_RELU, false, Initializer.HE_UNIFORM),
          new Layer.Conv2d(
              6,
              new Extent(3, 5),
              Extent.of(2),
              new Padding(false, 3),
              new Extent(2, 1),
              3,
              ActivationFunction.GELU,
              false,
              Initializer.LECUN_NORMAL),
          new Layer.MaxPool(Extent.of(3), new Extent(1, 2), Padding.SAME),
          new Layer.AvgPool(new Extent(4, 3), Extent.of(1), new Padding(false, 1)),
          new Layer.GlobalAvgPool(),
          new Layer.Upsample(new Extent(2, 3)),
          new Layer.BatchNorm(0.3, 1e-7),
          new Layer.Activation(ActivationFunction.SILU),
          new Layer.Dropout(0.1),
          new Layer.Flatten(),
          new Layer.Reshape(Shape.of(2, 3, 4)),
          new Layer.Add(),
          new Layer.Concat(),
          new Layer.Embedding(100, 8, true),
          new Layer.EmbeddingBag(50, 4, Layer.BagMode.SUM),
          new Layer.Conv1d(
              6,
              5,
              2,
              new Padding(false, 3),
              4,
              3,
              ActivationFunction.TANH,
              false,
              Initializer.HE_NORMAL),
          new Layer.PoolOverTime(Layer.PoolMode.MEAN),
          new Layer.Lstm(5, Layer.Returns.SEQUENCE, true),
          new Layer.Gru(6, Layer.Returns.SEQUENCE, true));

  @Test
  void everyLayerIsWrittenAndReadBack() {
    assertEquals(
        Set.of(Layer.class.getPermittedSubclasses()).stream()
            .filter(Class::isRecord)
            .collect(Collectors.toSet()),
        LAYERS.stream().map(Layer::getClass).collect(Collectors.toSet()));
    NetworkDescription.Builder builder = NetworkDescription.sequence();
    builder.add("start", new Layer.Flatten());
    for (Layer layer : LAYERS) {
      String name = "the-" + VariantsType.kind(layer.getClass());
      if (layer instanceof Layer.Add || layer instanceof Layer.Concat) {
        builder.add(name, layer, "start", "input");
      } else {
        builder.add(name, layer);
      }
    }
    NetworkDescription network = builder.build("the-dense", "the-gru");
    assertEquals(network, bind(NetworkTree.of(network)));
    NetworkDescription oneOutput = new NetworkDescription(network.nodes(), List.of("the-gru"));
    assertEquals(oneOutput, bind(NetworkTree.of(oneOutput)));
    assertEquals(network, NetworkTree.read(NetworkTree.of(network)));
    assertEquals(oneOutput, NetworkTree.read(NetworkTree.of(oneOutput)));
  }

  @Test
  void tooManyLayersAreRefusedAtOnce() {
    StringBuilder list = new StringBuilder("network: [");
    String message =
        bindingError(list.append("flatten, ".repeat(20_000)).append("flatten]").toString());
    assertEquals(
        "x.yaml:1:10: network: There are 20,001 layers, of which a network has at most 10,000",
        message);
  }

  @Test
  void namesAndInputsHaveDefaults() {
    NetworkDescription network =
        bind(
            "network:",
            "  - {kind: conv2d, filters: 8}",
            "  - {kind: conv2d, filters: 8, name: second}",
            "  - {kind: conv2d, filters: 8, from: conv2d-1}",
            "  - {kind: add, from: [second, conv2d-3]}",
            "  - flatten",
            "  - {kind: dense, units: 2, name: logits}");
    assertEquals(
        List.of("conv2d-1", "second", "conv2d-3", "add-1", "flatten-1", "logits"),
        network.nodes().stream().map(Node::name).toList());
    assertEquals(
        Arrays.asList(
            List.of("input"),
            List.of("conv2d-1"),
            List.of("conv2d-1"),
            List.of("second", "conv2d-3"),
            List.of("add-1"),
            List.of("flatten-1")),
        network.nodes().stream().map(Node::inputs).toList());
    assertEquals(List.of("logits"), network.outputs());
  }

  @Test
  void theMappingFormNamesSeveralOutputs() {
    NetworkDescription network =
        bind(
            "network:",
            "  nodes:",
            "    - {kind: dense, units: 2, name: colour}",
            "    - {kind: dense, units: 3, name: size, from: input}",
            "  outputs: [colour, size]");
    assertEquals(List.of("colour", "size"), network.outputs());
  }

  @Test
  void problemsCarryThePlaceOfTheLayer() {
    assertEquals(
        List.of(
            "x.yaml:2:11: network[0]: there is no layer 'conv2'; did you mean 'conv2d'? kinds:"
                + " dense, conv2d, max-pool, avg-pool, global-avg-pool, upsample, batch-norm,"
                + " activation, dropout, flatten, reshape, add, concat, embedding, embedding-bag,"
                + " conv1d, pool-over-time, lstm, gru",
            "x.yaml:3:5: network[1]: the key 'units' is missing; expected a whole number of at"
                + " least 1",
            "x.yaml:4:29: network[2].filters: expected a whole number of at least 1, found '0'"),
        bindingError(
                "network:",
                "  - kind: conv2",
                "  - {kind: dense}",
                "  - {kind: conv2d, filters: 0}")
            .lines()
            .toList());
    assertEquals(
        List.of(
            "x.yaml:3:5: network[1]: Node 'second' reads 'frist', which is not an earlier node;"
                + " known there: [first, input]",
            "x.yaml:4:5: network[2]: Two nodes are called 'first'; give each its own name",
            "x.yaml:5:5: network[3]: Node 'add-1' has 1 inputs; it needs two or more"),
        bindingError(
                "network:",
                "  - {kind: flatten, name: first}",
                "  - {kind: flatten, name: second, from: frist}",
                "  - {kind: flatten, name: first, from: input}",
                "  - add")
            .lines()
            .toList());
    assertEquals(
        "x.yaml:1:10: network: a network needs at least one layer", bindingError("network: []"));
    assertEquals(
        "x.yaml:1:10: network: expected a list of layers, or a mapping of nodes and outputs, found"
            + " nothing",
        bindingError("network: ~"));
    assertEquals(
        "x.yaml:1:10: network.outputs: The output 'x' is not a node; nodes: [flatten-1]",
        bindingError("network: {nodes: [flatten], outputs: [x]}"));
  }

  @Test
  void oneLayerIsANetwork() {
    assertEquals(bind("network:", "  [flatten]"), bind("network:", "  flatten"));
    assertEquals(
        bind("network:", "  - {kind: dense, units: 3, name: a}"),
        bind("network:", "  {kind: dense, units: 3, name: a}"));
  }
}
