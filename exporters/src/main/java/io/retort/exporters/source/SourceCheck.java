package io.retort.exporters.source;

import io.retort.core.RetortException;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowEncoder;
import io.retort.core.data.Signature;
import io.retort.core.export.ExportedStudent;
import io.retort.exporters.check.CheckSamples;
import io.retort.exporters.check.Expected;
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
    double largest = 0;
    for (Expected head : Expected.of(student, inputs)) {
      for (int i = 0; i < SAMPLES; i++) {
        double[] found = compiled.predict(head.head(), wide(inputs.get(i)));
        largest = Math.max(largest, head.require(i, found));
      }
    }
    return student.model().signature().map(Signature::preparation).orElse(null)
                instanceof InputPreparation.Table table
            && !table.columns().isEmpty()
        ? Math.max(largest, rows(compiled, student, table))
        : largest;
  }

  private static double rows(
      CompiledStudent compiled, ExportedStudent student, InputPreparation.Table table) {
    List<Map<String, Object>> rows = CheckSamples.rows(table, SAMPLES);
    RowEncoder encoder = new RowEncoder(table);
    double largest = 0;
    for (Expected head : Expected.of(student, rows.stream().map(encoder::encode).toList())) {
      for (int i = 0; i < SAMPLES; i++) {
        double[] found = compiled.predict(head.head(), rows.get(i));
        largest = Math.max(largest, head.require(i, found));
      }
    }
    return largest;
  }

  private static double[] wide(float[] input) {
    double[] wide = new double[input.length];
    for (int i = 0; i < input.length; i++) {
      wide[i] = input[i];
    }
    return wide;
  }
}
