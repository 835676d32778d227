package io.retort.serving.format;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.SavedModel;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.runtime.common.files.HashList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFolderTest {
  @TempDir private Path folder;

  private static final NetworkDescription NETWORK =
      NetworkDescription.sequence()
          .add("conv", new Layer.Conv2d(1, 1, ActivationFunction.RELU))
          .add("out", new Layer.Flatten())
          .build();

  private static SavedModel model() {
    return new SavedModel(
        new SavedNetwork(
            NetworkPlan.of(NETWORK, Shape.of(1, 2, 2)),
            new Weights(
                Map.of(
                    "conv.weight", new Weights.Array(Shape.of(1, 1, 1, 1), new float[] {2}),
                    "conv.bias", new Weights.Array(Shape.of(1), new float[] {-1})))),
        Optional.empty());
  }

  @Test
  void whatIsWrittenIsReadBack() {
    NetworkFolder.write(model(), folder);

    SavedModel read = NetworkFolder.read(folder);

    assertEquals(NETWORK, read.network().plan().description());
    assertEquals(Shape.of(1, 2, 2), read.network().plan().input());
    assertArrayEquals(
        new float[] {2}, read.network().weights().arrays().get("conv.weight").values());
  }

  /** As version 0.1 wrote it before 'groups' was a key. */
  @Test
  void yamlOfOlderVersionsIsRead() throws IOException {
    replace(
        "network.yaml",
        """
        input: 1x2x2
        network:
        - kind: conv2d
          name: conv
          filters: 1
          kernel: 1
          stride: 1
          padding: same
          dilation: 1
          activation: relu
          bias: true
          initializer: auto
        - kind: flatten
          name: out
        """);

    assertEquals(NETWORK, NetworkFolder.read(folder).network().plan().description());
  }

  @Test
  void aFileOfANewerVersionSaysSo() throws IOException {
    replace("network.json", "{\"format\": 2, \"input\": \"1x2x2\", \"network\": []}");
    assertRefused(() -> NetworkFolder.read(folder), "network.json", "format 2", "newer version");
    replace("network.json", network("{\"kind\": \"attention\", \"name\": \"a\"}"));
    assertRefused(() -> NetworkFolder.read(folder), "layer 0", "'attention'", "does not know");
    replace("network.json", network("{\"kind\": \"flatten\", \"name\": \"a\", \"start\": 1}"));
    assertRefused(() -> NetworkFolder.read(folder), "layer 0", "'start'", "does not know");
  }

  @Test
  void whatIsImpossibleIsNamed() throws IOException {
    for (String value : new String[] {"0", "\"many\"", "1.5", "null", "true"}) {
      replace(
          "network.json",
          network("{\"kind\": \"dense\", \"name\": \"a\", \"units\": " + value + "}"));
      assertRefused(() -> NetworkFolder.read(folder), "layer 0", "'units'");
    }
    replace(
        "network.json",
        network("{\"kind\": \"dense\", \"name\": \"a\", \"units\": 1, \"bias\": \"no\"}"));
    assertRefused(() -> NetworkFolder.read(folder), "layer 0", "'no'", "'bias'");
    replace("network.json", network("{\"kind\": \"flatten\"}"));
    assertRefused(() -> NetworkFolder.read(folder), "layer 0", "'name'");
    replace("network.json", "[1, 2");
    assertRefused(() -> NetworkFolder.read(folder), "network.json");
  }

  private static String network(String layer) {
    return "{\"format\": 1, \"input\": \"1x2x2\", \"network\": [" + layer + "]}";
  }

  /** Writes the folder with another description of the network, and hashes that fit. */
  private void replace(String name, String content) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    NetworkFolder.write(model(), files::put);
    files.remove("network.json");
    files.remove(HashList.NAME);
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(folder.resolve(HashList.NAME), HashList.of(files));
  }
}
