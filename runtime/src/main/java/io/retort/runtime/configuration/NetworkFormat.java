package io.retort.runtime.configuration;

import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;

/**
 * How networks are written: {@code network.yaml} of a saved student has the keys {@code input}, the
 * shape of one sample, and {@code network}, the layers as in an experiment.
 */
public final class NetworkFormat {

  private NetworkFormat() {}

  /**
   * A network as plain data that binds to an equal {@link NetworkDescription}.
   *
   * @param network the network
   * @return a list of layers; a mapping of {@code nodes} and {@code outputs} where an output is not
   *     just the last node
   */
  public static Object toTree(NetworkDescription network) {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes a network and its input's shape.
   *
   * @param plan the network
   * @return the content of {@code network.yaml}
   */
  public static String write(NetworkPlan plan) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param document the content of {@code network.yaml}
   * @return the network
   * @throws ConfigurationException with all that is wrong
   */
  public static NetworkPlan read(ConfigurationDocument document) {
    throw new UnsupportedOperationException();
  }
}
