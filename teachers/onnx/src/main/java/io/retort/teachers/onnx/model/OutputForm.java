package io.retort.teachers.onnx.model;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.loss.TargetKind;
import io.retort.teachers.onnx.OnnxTeacherSettings.Form;
import io.retort.teachers.onnx.model.BatchedModel.Rows;
import java.nio.file.Path;
import java.util.Optional;

/** Tells logits from probabilities. */
enum OutputForm {
  /** At least 0, and those of classes sum to 1. */
  PROBABILITIES,
  /** Nearly probabilities, too far off for roundings of 32 bits. */
  UNCLEAR,
  /** Neither. */
  LOGITS;

  private static final double EXACT = 1e-4;
  private static final double NEAR = 0.01;

  /**
   * What an output is.
   *
   * @param path the model's file, for messages
   * @param said what the configuration says of it
   * @param rows the output for some samples
   * @throws RetortException if it is of another form, or could be of either
   */
  static TargetKind of(Path path, Head head, Optional<Form> said, String output, Rows rows) {
    if (!head.task().outputActivation().givesProbabilities()) {
      return head.task().networkOutputKind();
    }
    OutputForm seen = seen(head.task(), rows);
    if (said.isPresent()) {
      if (said.get() == Form.LOGITS
          && seen == PROBABILITIES
          && rows.shape().elements() > 1
          && head.task() instanceof Task.SingleLabel) {
        throw refused(path, output, "are probabilities, not logits; set as to probabilities");
      }
      return said.get() == Form.LOGITS ? TargetKind.LOGITS : TargetKind.PROBABILITIES;
    }
    if (seen == UNCLEAR) {
      throw refused(
          path, output, "are nearly probabilities; say with the key as which they are meant to be");
    }
    return seen == LOGITS ? TargetKind.LOGITS : TargetKind.PROBABILITIES;
  }

  private static RetortException refused(Path path, String output, String clause) {
    return new RetortException(
        ErrorKind.CONFIGURATION,
        "What the model " + path + " gives in " + Echo.quoted(output) + " " + clause);
  }

  private static OutputForm seen(Task task, Rows rows) {
    OutputForm seen = PROBABILITIES;
    int width = rows.shape().elements();
    for (int sample = 0; sample < rows.values().length / width; sample++) {
      float[] row = rows.row(sample);
      OutputForm next = seen(row, task instanceof Task.SingleLabel && width > 1);
      seen = next.compareTo(seen) > 0 ? next : seen;
    }
    return seen;
  }

  private static OutputForm seen(float[] row, boolean classes) {
    double sum = 0;
    for (float value : row) {
      if (value < 0 || value > 1 + EXACT) {
        return LOGITS;
      }
      sum += value;
    }
    double miss = classes ? Math.abs(sum - 1) : 0;
    return miss <= EXACT ? PROBABILITIES : miss <= NEAR ? UNCLEAR : LOGITS;
  }
}
