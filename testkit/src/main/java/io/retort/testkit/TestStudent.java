package io.retort.testkit;

import io.retort.core.backend.Mode;
import io.retort.core.data.SavedModel;
import io.retort.core.export.ExportedStudent;
import io.retort.core.network.SavedNetwork;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A student for exporters under test, whose outputs are those of {@link ReferenceNetwork}.
 *
 * @param model the network, and what it was taught
 * @param provenance what is known of its training
 */
public record TestStudent(SavedModel model, Map<String, String> provenance)
    implements ExportedStudent {

  /** A student of whose training nothing is known. */
  public TestStudent(SavedModel model) {
    this(model, Map.of());
  }

  /**
   * A student of which it is not known what it was taught.
   *
   * @param network its network
   * @return the student
   */
  public static TestStudent of(SavedNetwork network) {
    return new TestStudent(new SavedModel(network, Optional.empty()));
  }

  @Override
  public Map<String, float[]> outputs(float[] inputs) {
    SavedNetwork network = model.network();
    if (inputs.length % network.plan().input().elements() != 0) {
      throw new IllegalArgumentException(
          inputs.length + " values are not samples of shape " + network.plan().input());
    }
    double[] wide = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      wide[i] = inputs[i];
    }
    Map<String, double[]> computed =
        new ReferenceNetwork(network.plan(), network.weights(), 0)
            .forward(wide, Mode.INFERENCE, 0)
            .outputs();
    Map<String, float[]> outputs = new HashMap<>();
    for (String output : network.plan().description().outputs()) {
      double[] values = computed.get(output);
      float[] narrow = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        narrow[i] = (float) values[i];
      }
      outputs.put(output, narrow);
    }
    return outputs;
  }
}
