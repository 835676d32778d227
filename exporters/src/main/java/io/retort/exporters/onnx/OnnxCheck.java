package io.retort.exporters.onnx;

import ai.onnxruntime.OrtException;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowEncoder;
import io.retort.core.export.ExportedStudent;
import io.retort.core.tensor.Shape;
import io.retort.exporters.OnnxModel;
import io.retort.exporters.check.CheckSamples;
import io.retort.exporters.check.ExpectedPredictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Compares a model with the student in ONNX Runtime, without which this class does not load. */
final class OnnxCheck {
  private static final int SAMPLES = 256;

  /** Both compute in 32 bits, so that 1e-5 is allowed where 1e-6 is in double precision. */
  private static final double FACTOR = 10;

  private OnnxCheck() {}

  /**
   * Runs both.
   *
   * @param preparation what the model does to its inputs
   * @throws RetortException if they differ by more than roundings, or the model cannot be run
   */
  static void run(
      byte[] bytes, OnnxModel model, InputPreparation preparation, ExportedStudent student) {
    try (OnnxCheckSession session = new OnnxCheckSession(bytes)) {
      preparation
          .<Run>match(
              values -> () -> ofValues(session, model, student),
              table -> () -> ofRows(session, table, model, student),
              pixels -> () -> ofPixels(session, pixels, model, student))
          .run();
    } catch (OrtException failure) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "ONNX Runtime cannot run the model, and nothing was written: " + failure.getMessage(),
          failure);
    }
  }

  private interface Run {
    void run() throws OrtException;
  }

  private static void ofValues(OnnxCheckSession session, OnnxModel model, ExportedStudent student)
      throws OrtException {
    List<float[]> inputs = CheckSamples.inputs(student.model().network().plan(), SAMPLES);
    compare(session.ofValues(inputs, shape(student)), student, model, inputs);
  }

  private static void ofRows(
      OnnxCheckSession session,
      InputPreparation.Table table,
      OnnxModel model,
      ExportedStudent student)
      throws OrtException {
    List<Map<String, Object>> rows = CheckSamples.rows(table, SAMPLES);
    RowEncoder encoder = new RowEncoder(table);
    List<float[]> inputs = rows.stream().map(encoder::encode).toList();
    compare(session.ofRows(table, rows), student, model, inputs);
  }

  private static void ofPixels(
      OnnxCheckSession session,
      InputPreparation.Pixels pixels,
      OnnxModel model,
      ExportedStudent student)
      throws OrtException {
    Shape shape = shape(student);
    List<byte[]> images = images(shape.elements());
    List<float[]> inputs = images.stream().map(image -> values(pixels, image)).toList();
    compare(session.ofPixels(images, shape), student, model, inputs);
  }

  private static Shape shape(ExportedStudent student) {
    return student.model().network().plan().input();
  }

  private static void compare(
      List<float[]> found, ExportedStudent student, OnnxModel model, List<float[]> inputs) {
    boolean logits = model.outputs() == OnnxModel.Outputs.LOGITS;
    List<ExpectedPredictions> expected =
        logits
            ? ExpectedPredictions.logits(student, inputs, FACTOR)
            : ExpectedPredictions.of(student, inputs, FACTOR);
    for (int output = 0; output < expected.size(); output++) {
      ExpectedPredictions head = expected.get(output);
      float[] all = found.get(output);
      int width = all.length / SAMPLES;
      for (int i = 0; i < SAMPLES; i++) {
        head.require(i, wide(Arrays.copyOfRange(all, i * width, (i + 1) * width)));
      }
    }
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static List<byte[]> images(int pixels) {
    Random random = new Random(7);
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      byte[] image = new byte[pixels];
      random.nextBytes(image);
      images.add(image);
    }
    return images;
  }

  private static float[] values(InputPreparation.Pixels pixels, byte[] image) {
    float[] values = new float[image.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels.value(image[i] & 0xff);
    }
    return values;
  }
}
