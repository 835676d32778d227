package io.retort.exporters.source;

import io.retort.core.RetortException;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowEncoder;
import io.retort.core.export.ExportedStudent;
import io.retort.exporters.check.CheckSamples;
import io.retort.exporters.check.ExpectedPredictions;
import io.retort.exporters.check.WritablePreparation;
import java.util.List;
import java.util.Map;

/** Compares the compiled class with the student, on prepared inputs and on rows of its table. */
final class SourceCheck {
  private static final int SAMPLES = 64;

  private SourceCheck() {}

  /**
   * Runs both.
   *
   * @return the largest difference between predictions
   * @throws RetortException if they differ by more than roundings
   */
  static double run(CompiledStudent compiled, ExportedStudent student) {
    List<float[]> inputs = CheckSamples.inputs(student.model().network().plan(), SAMPLES);
    double largest =
        compare(
            student, inputs, (head, sample) -> compiled.predict(head, wide(inputs.get(sample))));
    double ofRawData =
        WritablePreparation.of(student.model())
            .match(
                values -> 0.0,
                table -> rows(compiled, student, table),
                pixels -> images(compiled, student, pixels));
    return Math.max(largest, ofRawData);
  }

  private static double rows(
      CompiledStudent compiled, ExportedStudent student, InputPreparation.Table table) {
    List<Map<String, Object>> rows = CheckSamples.rows(table, SAMPLES);
    RowEncoder encoder = new RowEncoder(table);
    return compare(
        student,
        rows.stream().map(encoder::encode).toList(),
        (head, sample) -> compiled.predict(head, rows.get(sample)));
  }

  private static double images(
      CompiledStudent compiled, ExportedStudent student, InputPreparation.Pixels pixels) {
    int length = student.model().network().plan().input().elements();
    List<byte[]> images = CheckSamples.images(pixels, length, SAMPLES);
    return compare(
        student,
        images.stream().map(image -> prepared(image, pixels)).toList(),
        (head, sample) -> compiled.predict(head, images.get(sample)));
  }

  private static double compare(
      ExportedStudent student, List<float[]> inputs, Predictions predictions) {
    double largest = 0;
    for (ExpectedPredictions head : ExpectedPredictions.of(student, inputs)) {
      for (int i = 0; i < inputs.size(); i++) {
        largest = Math.max(largest, head.require(i, predictions.of(head.head(), i)));
      }
    }
    return largest;
  }

  private static float[] prepared(byte[] image, InputPreparation.Pixels pixels) {
    float[] input = new float[image.length];
    for (int i = 0; i < input.length; i++) {
      input[i] = pixels.value(Byte.toUnsignedInt(image[i]));
    }
    return input;
  }

  private static double[] wide(float[] input) {
    double[] wide = new double[input.length];
    for (int i = 0; i < input.length; i++) {
      wide[i] = input[i];
    }
    return wide;
  }

  /** What the class predicts. */
  private interface Predictions {
    double[] of(String head, int sample);
  }
}
