package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.Dl4jConfiguration;
import io.retort.backends.cpu.OneDnnConfiguration;
import io.retort.backends.cpu.OneDnnConfiguration.Precision;
import io.retort.backends.cpu.dl4j.Dl4jProvider;
import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.RandomNetworks;
import io.retort.testkit.TestContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The backends {@code onednn} and {@code dl4j} compute the same on random networks. */
class BothBackendsTest {
  private static final int NETWORKS = 220;
  private static final double TOLERANCE = 1e-4;

  @Test
  void outputsTapsAndGradientsAgreeOnRandomNetworks() {
    try (ComputeBackend onednn =
            new OneDnnBackend(new OneDnnConfiguration(Precision.F32, Optional.empty()));
        ComputeBackend dl4j =
            new Dl4jProvider()
                .create(
                    new Dl4jConfiguration(Dl4jConfiguration.Precision.F64, Optional.empty()),
                    new TestContext(Path.of("."), 0))) {
      Set<String> kinds = new HashSet<>();
      for (int seed = 0; seed < NETWORKS; seed++) {
        RandomNetworks.Sample sample = RandomNetworks.draw(seed);
        assertEquals(Map.of(), onednn.unsupported(sample.plan()));
        Map<String, float[]> expected = run(dl4j, sample);
        Map<String, float[]> found = run(onednn, sample);
        double whole = norm(expected.get("gradients"));
        for (Map.Entry<String, float[]> entry : expected.entrySet()) {
          double scale = entry.getKey().startsWith("gradient") ? 1e-2 * whole : 0;
          compare(entry.getKey(), entry.getValue(), found.get(entry.getKey()), scale, sample);
        }
        sample
            .plan()
            .description()
            .nodes()
            .forEach(node -> kinds.add(node.layer().getClass().getSimpleName()));
      }
      assertEquals(16, kinds.size(), () -> "kinds of layers that were drawn: " + kinds);
    }
  }

  /** Everything that can be seen from outside after two training passes and one of inference. */
  private static Map<String, float[]> run(ComputeBackend backend, RandomNetworks.Sample sample) {
    Map<String, float[]> seen = new TreeMap<>();
    Random random = new Random(5);
    CompileOptions options = new CompileOptions(sample.taps(), 3);
    Map<String, Tensor> gradients = new TreeMap<>();
    for (String tap : sample.taps()) {
      Shape shape = sample.plan().shape(tap).batch(sample.batch());
      Tensor gradient = Tensor.allocate(shape);
      for (int i = 0; i < shape.elements(); i++) {
        gradient.set(i, (float) random.nextGaussian());
      }
      gradients.put(tap, gradient);
    }
    try (Network network = backend.compile(sample.plan(), options);
        Tensor input = Tensor.of(sample.plan().input().batch(sample.batch()), sample.inputs())) {
      network.load(sample.weights());
      for (Mode mode : new Mode[] {Mode.TRAINING, Mode.INFERENCE, Mode.TRAINING}) {
        Activations outputs = network.forward(input, mode);
        for (String tap : sample.taps()) {
          seen.put("tap " + tap + " " + mode, outputs.get(tap).toArray());
        }
      }
      network.backward(gradients);
      float[] all = new float[network.gradients().length()];
      network.gradients().read(0, all);
      seen.put("gradients", all);
      for (ParameterSlice slice : sample.plan().parameters().slices()) {
        int end = slice.offset() + slice.shape().elements();
        seen.put("gradient of " + slice.name(), Arrays.copyOfRange(all, slice.offset(), end));
      }
      float[] buffers = new float[network.buffers().length()];
      network.buffers().read(0, buffers);
      seen.put("buffers", buffers);
    }
    gradients.values().forEach(Tensor::close);
    return seen;
  }

  private static void compare(
      String what, float[] expected, float[] found, double scale, RandomNetworks.Sample sample) {
    float[] difference = new float[expected.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = found[i] - expected[i];
    }
    double error = norm(difference);
    double allowed = TOLERANCE * Math.max(norm(expected), scale) + 1e-7;
    assertTrue(
        error <= allowed,
        () -> what + " differs by " + error + ", allowed is " + allowed + ": " + sample);
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
