package io.retort.exporters.onnx;

import ai.onnxruntime.OrtException;
import io.retort.core.export.ExporterProvider;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.exporters.OnnxModel;
import io.retort.exporters.OnnxModel.Inputs;
import io.retort.exporters.OnnxModel.Outputs;
import io.retort.exporters.providers.OnnxExporterProvider;
import io.retort.testkit.ExporterContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The exporter keeps the contract of all exporters; what it writes is run by ONNX Runtime. */
class OnnxExporterContractTest extends ExporterContract<OnnxModel> {

  @Override
  protected ExporterProvider<OnnxModel> provider() {
    return new OnnxExporterProvider();
  }

  @Override
  protected OnnxModel configuration() {
    return new OnnxModel(Inputs.RAW, Outputs.PROBABILITIES);
  }

  /** Both compute in 32 bits. */
  @Override
  protected double tolerance() {
    return 1e-5;
  }

  @Override
  protected Optional<List<float[]>> compute(Path file, SavedNetwork written, float[] inputs)
      throws IOException {
    NetworkPlan plan = written.plan();
    int width = plan.input().elements();
    List<float[]> samples = new ArrayList<>();
    for (int from = 0; from < inputs.length; from += width) {
      samples.add(Arrays.copyOfRange(inputs, from, from + width));
    }
    try (OnnxCheckSession session = new OnnxCheckSession(Files.readAllBytes(file))) {
      return Optional.of(session.ofValues(samples, plan.input()));
    } catch (OrtException failure) {
      throw new IOException(failure);
    }
  }
}
