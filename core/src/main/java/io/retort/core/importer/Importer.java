package io.retort.core.importer;

import io.retort.core.network.SavedNetwork;

/**
 * Reads a trained network from a file: a student that an earlier run saved, or the file format of
 * another framework. Which file is part of the importer's configuration.
 */
@FunctionalInterface
public interface Importer {

  /**
   * Reads the network. Nothing that the file contains is executed.
   *
   * @return the network and its weights, in the canonical layout
   * @throws io.retort.core.RetortException naming the file, and the layer that has no counterpart
   *     or what is broken
   */
  SavedNetwork read();
}
