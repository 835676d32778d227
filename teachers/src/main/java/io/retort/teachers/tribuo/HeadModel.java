package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The answer for a head: one predictor for all classes or values, or one of two classes (has the
 * label not, has it) for each label.
 *
 * @param head the head
 * @param predictors what answers
 */
record HeadModel(Head head, List<Predictor> predictors) {

  HeadModel {
    predictors = List.copyOf(predictors);
  }

  static TeacherOutput output(Head head) {
    TargetKind kind =
        head.task() instanceof Task.Regression ? TargetKind.VALUES : TargetKind.PROBABILITIES;
    return new TeacherOutput(head.name(), kind, Shape.of(head.task().outputs()));
  }

  static HeadModel fit(Head head, Samples samples, float[][] rows, Fitting fitting, long seed) {
    Target labels = samples.labels(head.name(), IntStream.range(0, rows.length).toArray());
    if (labels instanceof Target.Classes classes) {
      return new HeadModel(
          head, List.of(classes(classes.labels(), head.task().outputs(), rows, fitting, seed)));
    } else if (labels instanceof Target.MultiLabels multi) {
      double[][] columns = rows(multi.values(), rows.length);
      List<Predictor> predictors = new ArrayList<>();
      for (int label = 0; label < head.task().outputs(); label++) {
        int[] has = new int[rows.length];
        for (int i = 0; i < has.length; i++) {
          has[i] = columns[i][label] >= 0.5 ? 1 : 0;
        }
        predictors.add(classes(has, 2, rows, fitting, seed));
      }
      return new HeadModel(head, predictors);
    }
    double[][] values = rows(((Target.Values) labels).values(), rows.length);
    return new HeadModel(head, List.of(fitting.values(rows, values, seed)));
  }

  private static Predictor classes(
      int[] labels, int classes, float[][] rows, Fitting fitting, long seed) {
    if (Arrays.stream(labels).distinct().count() == 1) {
      double[] answer = new double[classes];
      answer[labels[0]] = 1;
      return new Predictor.Constant(answer);
    }
    return fitting.classes(rows, labels, classes, seed);
  }

  private static double[][] rows(Tensor tensor, int count) {
    try (tensor) {
      int width = tensor.shape().elements() / count;
      double[][] rows = new double[count][width];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < width; j++) {
          rows[i][j] = tensor.get(i * width + j);
        }
      }
      return rows;
    }
  }

  /** Writes the answer for a sample into a row of a tensor. */
  void answer(float[] inputs, Tensor destination, int row) {
    int outputs = head.task().outputs();
    boolean labels = head.task() instanceof Task.MultiLabel;
    double[] answer = new double[labels ? 2 : outputs];
    if (!labels) {
      predictors.get(0).predict(inputs, answer);
    }
    for (int i = 0; i < outputs; i++) {
      if (labels) {
        predictors.get(i).predict(inputs, answer);
      }
      destination.set(row * outputs + i, (float) answer[labels ? 1 : i]);
    }
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(head.name());
    predictors.forEach(predictor -> predictor.addTo(fingerprint));
  }
}
