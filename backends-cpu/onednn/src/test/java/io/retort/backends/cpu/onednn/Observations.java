package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.RandomNetworks;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What a network shows to the outside on a random sample. */
final class Observations {

  private Observations() {}

  /** Everything that can be seen from outside after two training passes and one of inference. */
  static Map<String, float[]> of(ComputeBackend backend, RandomNetworks.Sample sample) {
    Map<String, float[]> seen = new TreeMap<>();
    Random random = new Random(5);
    CompileOptions options = new CompileOptions(sample.taps(), 3);
    Map<String, DeviceTensor> gradients = new TreeMap<>();
    for (String tap : sample.taps()) {
      Shape shape = sample.plan().shape(tap).batch(sample.batch());
      Tensor gradient = Tensor.allocate(shape);
      for (int i = 0; i < shape.elements(); i++) {
        gradient.set(i, (float) random.nextGaussian());
      }
      gradients.put(tap, DeviceTensor.of(gradient));
    }
    try (Network network = backend.compile(sample.plan(), options);
        Tensor input = Tensor.of(sample.plan().input().batch(sample.batch()), sample.inputs())) {
      network.load(sample.weights());
      for (Mode mode : new Mode[] {Mode.TRAINING, Mode.INFERENCE, Mode.TRAINING}) {
        Activations outputs = network.forward(DeviceTensor.of(input), mode);
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
    return seen;
  }

  static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
