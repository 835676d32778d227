package io.retort.core.export;

import io.retort.core.data.SavedModel;
import java.util.Map;

/** A student as an {@link Exporter} gets it. */
public interface ExportedStudent {

  /**
   * The network, and what it was taught: its heads with the names of classes, labels and values,
   * and how rows of a table become its inputs.
   *
   * @return the student. Values that it predicts are in the units of the data: the scales of its
   *     heads are {@link io.retort.core.data.Standardization#NONE}
   */
  SavedModel model();

  /**
   * What is known of how the student was trained, for the metadata of formats that have some.
   *
   * @return by name, such as {@code strategy} and {@code temperature}; empty where nothing is known
   */
  default Map<String, String> provenance() {
    return Map.of();
  }

  /**
   * Runs the network, for a comparison with the file. It is compiled at the first call.
   *
   * @param inputs samples one after the other, {@code [batch, input shape…]} in row-major order, as
   *     many as fit into memory at once
   * @return for each output of the network, by its name, {@code [batch, …]} in row-major order:
   *     what the node computes in inference, such as logits
   * @throws IllegalArgumentException if the values are not a whole number of samples
   */
  Map<String, float[]> outputs(float[] inputs);
}
