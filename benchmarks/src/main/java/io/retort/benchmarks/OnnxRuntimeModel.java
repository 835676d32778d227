package io.retort.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.retort.core.data.SavedModel;
import io.retort.core.network.NetworkPlan;
import io.retort.exporters.OnnxModel;
import io.retort.exporters.OnnxModel.Inputs;
import io.retort.exporters.OnnxModel.Outputs;
import io.retort.exporters.providers.OnnxExporterProvider;
import io.retort.testkit.TestStudent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An exported student in ONNX Runtime, on one thread, with buffers that are kept. */
final class OnnxRuntimeModel implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final long[] input;
  private final long[] output;
  private OnnxTensor inputs;
  private OnnxTensor outputs;
  private FloatBuffer given;
  private FloatBuffer computed;

  private OnnxRuntimeModel(Path file, long[] input, long[] output) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = environment.createSession(file.toString(), options);
    }
    this.input = input;
    this.output = output;
  }

  /**
   * Exports a student and loads the file.
   *
   * @param folder where the file is written
   */
  static OnnxRuntimeModel of(SavedModel model, Path folder) throws IOException, OrtException {
    Path file = folder.resolve("student.onnx");
    new OnnxExporterProvider()
        .create(new OnnxModel(Inputs.PREPARED, Outputs.PROBABILITIES), new DataContext(folder))
        .write(new TestStudent(model), file);
    NetworkPlan plan = model.network().plan();
    String output = plan.description().outputs().get(0);
    return new OnnxRuntimeModel(
        file, extents(plan.input().toArray()), extents(plan.shape(output).toArray()));
  }

  private static long[] extents(int... sample) {
    long[] extents = new long[sample.length + 1];
    for (int i = 0; i < sample.length; i++) {
      extents[i + 1] = sample[i];
    }
    return extents;
  }

  List<float[]> predict(List<float[]> samples) throws OrtException {
    if (input[0] != samples.size()) {
      allocate(samples.size());
    }
    int width = samples.get(0).length;
    for (int i = 0; i < samples.size(); i++) {
      given.put(i * width, samples.get(i));
    }
    session
        .run(
            Map.of(session.getInputNames().iterator().next(), inputs),
            Map.of(session.getOutputNames().iterator().next(), outputs))
        .close();
    List<float[]> rows = new ArrayList<>(samples.size());
    for (int i = 0; i < samples.size(); i++) {
      float[] row = new float[(int) output[1]];
      computed.get(i * row.length, row);
      rows.add(row);
    }
    return rows;
  }

  private void allocate(int batch) throws OrtException {
    free();
    input[0] = batch;
    output[0] = batch;
    given = buffer(input);
    computed = buffer(output);
    inputs = OnnxTensor.createTensor(environment, given, input);
    outputs = OnnxTensor.createTensor(environment, computed, output);
  }

  private static FloatBuffer buffer(long[] extents) {
    long values = 1;
    for (long extent : extents) {
      values *= extent;
    }
    return ByteBuffer.allocateDirect(Math.toIntExact(values * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private void free() {
    if (inputs != null) {
      inputs.close();
      outputs.close();
    }
  }

  @Override
  public void close() throws OrtException {
    free();
    session.close();
  }
}
