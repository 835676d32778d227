package io.retort.losses.metric;

import io.retort.core.loss.TargetKind;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.EmbeddingPredictions;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Predictions;
import io.retort.core.metric.ValuePredictions;
import java.util.List;

/** What models say in tests. Classes, labels and values are called a, b and so on. */
final class PredictionFixtures {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

  private PredictionFixtures() {}

  /** Probabilities of classes. */
  static ClassPredictions classes(int[] labels, float[]... rows) {
    return ClassPredictions.of(
        NAMES.subList(0, rows[0].length), new Predictions(TargetKind.PROBABILITIES, rows), labels);
  }

  /** Probabilities of the second of two classes. */
  static ClassPredictions second(int[] labels, double... scores) {
    float[][] rows = new float[scores.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {(float) (1 - scores[i]), (float) scores[i]};
    }
    return classes(labels, rows);
  }

  /** Logits of labels; the truth one row after the other. */
  static LabelPredictions labels(float[] truth, float[]... rows) {
    return LabelPredictions.of(
        NAMES.subList(0, rows[0].length), new Predictions(TargetKind.LOGITS, rows), truth);
  }

  /** Values; the truth one row after the other. */
  static ValuePredictions values(float[] truth, float[]... rows) {
    return ValuePredictions.of(
        NAMES.subList(0, rows[0].length), new Predictions(TargetKind.VALUES, rows), truth);
  }

  /** Vectors of a model and of its teacher. */
  static EmbeddingPredictions vectors(float[][] model, float[][] teacher) {
    float[] flat = new float[teacher.length * teacher[0].length];
    for (int i = 0; i < teacher.length; i++) {
      System.arraycopy(teacher[i], 0, flat, i * teacher[i].length, teacher[i].length);
    }
    return EmbeddingPredictions.of(new Predictions(TargetKind.VALUES, model), flat);
  }

  static float[] row(double... values) {
    float[] row = new float[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) values[i];
    }
    return row;
  }
}
