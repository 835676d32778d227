package io.retort.serving.format;

import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.runtime.common.files.HashList;
import io.retort.testkit.MutatedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of networks of which a file was changed by somebody who also changed its hash. */
class NetworkFolderMutationTest {
  @TempDir private Path folder;

  @Test
  void changedNetworksAreReadOrRefused() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    NetworkFolder.write(model(), files::put);
    files.remove(HashList.NAME);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      MutatedFiles.assertReadOrRefused(
          "saved network, " + file.getKey(),
          file.getValue(),
          300,
          changed -> {
            Map<String, byte[]> all = new LinkedHashMap<>(files);
            all.put(file.getKey(), changed);
            write(all);
            NetworkFolder.read(folder);
          });
    }
  }

  private void write(Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    Files.write(folder.resolve(HashList.NAME), HashList.of(files).getBytes(StandardCharsets.UTF_8));
  }

  private static SavedModel model() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("d", new Layer.Dense(3, ActivationFunction.RELU))
                .build(),
            Shape.of(2));
    Weights weights =
        new Weights(
            Map.of(
                "d.weight",
                new Weights.Array(Shape.of(3, 2), new float[] {1, 10, 2, 20, 3, -30}),
                "d.bias",
                new Weights.Array(Shape.of(3), new float[] {0.5f, 0, 0})));
    Standardization scaling = new Standardization(0.5, 2);
    Signature signature =
        new Signature(
            InputPreparation.of(
                List.of(
                    new InputColumn.Numeric("age", scaling, 0),
                    new InputColumn.Numeric("mass", scaling, 1))),
            List.of(new Head("d", new Task.SingleLabel(List.of("a", "b", "c")))));
    return new SavedModel(new SavedNetwork(plan, weights), Optional.of(signature));
  }
}
