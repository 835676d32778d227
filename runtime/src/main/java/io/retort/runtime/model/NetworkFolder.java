package io.retort.runtime.model;

import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.configuration.NetworkFormat;
import io.retort.runtime.files.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/**
 * A network as a folder: {@code network.yaml} with the input's shape and the layers, {@code
 * weights.safetensors} with parameters and running statistics under the names {@code node.array}.
 */
public final class NetworkFolder {
  private static final String NETWORK = "network.yaml";
  private static final String WEIGHTS = "weights.safetensors";

  private NetworkFolder() {}

  /**
   * Writes a network.
   *
   * @param network the network
   * @param folder an existing folder
   * @throws RetortException if a file cannot be written; a file is complete or not there
   */
  public static void write(SavedNetwork network, Path folder) {
    write(network, (name, content) -> AtomicFiles.write(folder.resolve(name), content));
  }

  /**
   * Writes a network elsewhere.
   *
   * @param network the network
   * @param files takes the name and the content of each file
   */
  public static void write(SavedNetwork network, BiConsumer<String, byte[]> files) {
    files.accept(NETWORK, NetworkFormat.write(network.plan()).getBytes(StandardCharsets.UTF_8));
    files.accept(WEIGHTS, Safetensors.encode(network.weights()));
  }

  /**
   * Reads a network.
   *
   * @param folder a folder that {@link #write} has filled
   * @return the network
   * @throws RetortException naming the file that is missing, damaged or does not fit the other
   */
  public static SavedNetwork read(Path folder) {
    for (String name : new String[] {NETWORK, WEIGHTS}) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new RetortException(
            "There is no "
                + name
                + " in "
                + folder
                + "; name the folder of a saved network, such as"
                + " the teacher or student folder of a run");
      }
    }
    NetworkPlan plan = NetworkFormat.read(ConfigurationDocument.read(folder.resolve(NETWORK)));
    Weights weights = Safetensors.read(folder.resolve(WEIGHTS));
    try {
      return new SavedNetwork(plan, weights);
    } catch (RetortException misfit) {
      throw new RetortException(
          "The files in " + folder + " do not belong together: " + misfit.getMessage(), misfit);
    }
  }
}
