package io.retort.serving.format;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.common.files.HashList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A network as a folder: {@code network.json} with the input's shape and the layers, {@code
 * weights.safetensors} with parameters and running statistics under the names {@code node.array},
 * {@code signature.json} with what it was taught, where that is known, and {@link HashList
 * SHA256SUMS}, written last, by which a folder that is incomplete or was changed is told.
 */
public final class NetworkFolder {
  private static final String WEIGHTS = "weights.safetensors";
  private static final String SIGNATURE = "signature.json";

  private NetworkFolder() {}

  /**
   * Writes a network.
   *
   * @param model the network and what it was taught
   * @param folder an existing folder
   * @throws RetortException if a file cannot be written; a file is complete or not there
   */
  public static void write(SavedModel model, Path folder) {
    write(model, (name, content) -> AtomicFiles.write(folder.resolve(name), content));
  }

  /**
   * Writes a network elsewhere.
   *
   * @param model the network and what it was taught
   * @param files takes the name and the content of each file
   */
  public static void write(SavedModel model, BiConsumer<String, byte[]> files) {
    write(model, Map.of(), files);
  }

  /**
   * Writes a network with more files.
   *
   * @param model the network and what it was taught
   * @param more the content of files that lie beside it, by name
   * @param files takes the name and the content of each file
   */
  public static void write(
      SavedModel model, Map<String, byte[]> more, BiConsumer<String, byte[]> files) {
    SavedNetwork network = model.network();
    Map<String, byte[]> contents = new LinkedHashMap<>(more);
    contents.put(NetworkFile.NAME, NetworkFile.encode(network.plan()));
    contents.put(WEIGHTS, Safetensors.encode(network.weights()));
    model.signature().ifPresent(taught -> contents.put(SIGNATURE, SignatureFormat.encode(taught)));
    contents.forEach(files);
    files.accept(HashList.NAME, HashList.of(contents).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a network.
   *
   * @param folder a folder that {@link #write} has filled
   * @return the network and, where the folder says it, what it was taught
   * @throws RetortException naming the file that is missing, was changed, is damaged or does not
   *     fit the others
   */
  public static SavedModel read(Path folder) {
    Path description = NetworkFile.in(folder);
    for (Path file : new Path[] {description, folder.resolve(WEIGHTS)}) {
      if (!Files.isRegularFile(file)) {
        throw new RetortException(
            ErrorKind.DATA,
            "There is no "
                + file.getFileName()
                + " in "
                + folder
                + "; name the folder of a saved network, such as"
                + " the teacher or student folder of a run");
      }
    }
    requireUnchanged(folder, description.getFileName().toString());
    NetworkPlan plan = NetworkFile.read(description);
    Weights weights = Safetensors.read(folder.resolve(WEIGHTS));
    Optional<Signature> signature =
        Files.exists(folder.resolve(SIGNATURE))
            ? Optional.of(SignatureReader.read(folder.resolve(SIGNATURE)))
            : Optional.empty();
    try {
      SavedNetwork network = new SavedNetwork(plan, weights);
      signature.ifPresent(taught -> taught.heads().forEach(head -> head.output(plan)));
      return new SavedModel(network, signature);
    } catch (RetortException misfit) {
      throw new RetortException(
          misfit.kind(),
          "The files in " + folder + " do not belong together: " + misfit.getMessage(),
          misfit);
    }
  }

  private static void requireUnchanged(Path folder, String network) {
    if (!Files.exists(folder.resolve(HashList.NAME))) {
      throw new RetortException(
          ErrorKind.DATA,
          "The network in "
              + folder
              + " is not complete: there is no "
              + HashList.NAME
              + ", which is written last. Train again; for files of your own, 'sha256sum "
              + network
              + " "
              + WEIGHTS
              + " > "
              + HashList.NAME
              + "' in the folder makes it");
    }
    Map<String, String> hashes = HashList.check(folder);
    for (String name : new String[] {network, WEIGHTS, SIGNATURE}) {
      if (!hashes.containsKey(name) && Files.exists(folder.resolve(name))) {
        throw new RetortException(
            ErrorKind.DATA,
            "The file "
                + folder.resolve(name)
                + " is not listed in the "
                + HashList.NAME
                + " beside it; restore both, or train again");
      }
    }
  }
}
