package io.retort.core.export;

import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes a trained network in the file format of another framework. */
public interface Exporter {

  /**
   * The file's name in the student's folder.
   *
   * @return such as {@code model.zip}
   */
  String fileName();

  /**
   * What in a network the format cannot hold.
   *
   * @param plan a network
   * @return for each node at fault, a clause such as "has no GRU"; empty if {@link #write} works
   */
  default Map<String, String> unsupported(NetworkPlan plan) {
    return Map.of();
  }

  /**
   * Writes a network.
   *
   * @param network the network and its weights
   * @param file a new file; the caller moves it into place when it is complete
   * @throws IOException if the file cannot be written
   */
  void write(SavedNetwork network, Path file) throws IOException;
}
