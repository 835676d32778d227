package io.retort.teachers.onnx.model;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import java.util.List;

/**
 * What the model predicts for a head.
 *
 * @param head the head
 * @param output the model's output
 * @param kind what it is
 * @param places for each of the head's classes, labels or values its place in the model's output;
 *     all of them for a vector, however many there are
 * @param width how many numbers the model gives for a sample; 1 for two classes if that is the
 *     second one's probability or logit
 */
record HeadOutput(Head head, String output, TargetKind kind, List<Integer> places, int width) {
  /** How far probabilities may miss the sum 1; they are divided by it. */
  private static final double SUM = 0.01;

  /** How far a probability may be outside of 0 to 1 by roundings. */
  private static final double ROUNDING = 1e-4;

  /** Whether a number for a sample is enough: that of the second of two classes. */
  static boolean isOfSecondClass(Head head, int width) {
    return width == 1 && head.task() instanceof Task.SingleLabel && head.task().outputs() == 2;
  }

  /** A number for each of two classes. */
  private float[] both(float second) {
    return kind == TargetKind.PROBABILITIES
        ? new float[] {1 - second, second}
        : new float[] {0, second};
  }

  TeacherOutput description() {
    return new TeacherOutput(head.name(), kind, Shape.of(places.size()));
  }

  /**
   * Brings a row of the model into the form of the data.
   *
   * @param given what the model gave, in its order
   * @param place the sample and the model, for messages
   * @return in the data's order and scale
   * @throws RetortException if the row is not what the model is said to give
   */
  float[] convert(float[] given, String place) {
    float[] row = isOfSecondClass(head, width) ? both(given[0]) : given;
    float[] converted = new float[places.size()];
    for (int i = 0; i < converted.length; i++) {
      float value = row[places.get(i)];
      if (kind == TargetKind.PROBABILITIES) {
        if (value < -ROUNDING || value > 1 + ROUNDING) {
          throw noProbabilities(place, "gives " + value);
        }
        value = Math.min(1, Math.max(0, value));
      }
      converted[i] = value;
    }
    return head.task()
        .match(
            classes ->
                kind == TargetKind.PROBABILITIES ? distribution(converted, place) : converted,
            labels -> converted,
            values -> values.fromUnits().apply(converted),
            embedding -> converted);
  }

  /** Divides probabilities by their sum. */
  private float[] distribution(float[] row, String place) {
    double sum = 0;
    for (float value : row) {
      sum += value;
    }
    if (Math.abs(sum - 1) > SUM) {
      throw noProbabilities(place, "gives numbers with the sum " + sum);
    }
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) (row[i] / sum);
    }
    return row;
  }

  private RetortException noProbabilities(String place, String found) {
    return new RetortException(
        ErrorKind.DATA,
        place
            + " "
            + found
            + " in the output '"
            + output
            + "', which is to give probabilities; set the teacher's key as to logits if it gives"
            + " numbers before softmax or sigmoid");
  }
}
