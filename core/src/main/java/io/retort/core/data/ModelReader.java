package io.retort.core.data;

import java.nio.file.Path;

/** Reads networks that earlier runs saved. */
public interface ModelReader {

  /**
   * Reads a network.
   *
   * @param folder a folder with {@code network.json} and {@code weights.safetensors}
   * @return its description and weights, and what it was taught
   * @throws io.retort.core.RetortException naming the file at fault
   */
  SavedModel load(Path folder);
}
