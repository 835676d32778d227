package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
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
 * The output for a head: one predictor for all classes or values, or one of two classes (has the
 * label not, has it) for each label.
 *
 * @param head the head
 * @param predictors what predicts
 */
record HeadModel(Head head, List<Predictor> predictors) {

  HeadModel {
    predictors = List.copyOf(predictors);
  }

  static TeacherOutput output(Head head) {
    TargetKind kind =
        head.task()
            .match(
                classes -> TargetKind.PROBABILITIES,
                labels -> TargetKind.PROBABILITIES,
                values -> TargetKind.VALUES,
                embedding -> {
                  throw head.noLabelsToLearnFrom();
                });
    return new TeacherOutput(head.name(), kind, Shape.of(head.task().outputs()));
  }

  static HeadModel fit(
      Head head, Samples samples, float[][] rows, ModelFitting fitting, long seed) {
    if (!head.task().hasLabels()) {
      throw head.noLabelsToLearnFrom();
    }
    int[] all = IntStream.range(0, rows.length).toArray();
    try (Target.GroundTruth truth = samples.labels(head.name(), all)) {
      return new HeadModel(
          head,
          truth.match(
              classes ->
                  List.of(classes(classes.labels(), head.task().outputs(), rows, fitting, seed)),
              labels -> labels(rows(labels.values(), rows.length), rows, fitting, seed),
              values -> List.of(fitting.values(rows, rows(values.values(), rows.length), seed))));
    }
  }

  /** A model for each label. */
  private static List<Predictor> labels(
      double[][] truth, float[][] rows, ModelFitting fitting, long seed) {
    List<Predictor> predictors = new ArrayList<>();
    for (int label = 0; label < truth[0].length; label++) {
      int[] has = new int[rows.length];
      for (int i = 0; i < has.length; i++) {
        has[i] = truth[i][label] >= 0.5 ? 1 : 0;
      }
      predictors.add(classes(has, 2, rows, fitting, seed));
    }
    return predictors;
  }

  private static Predictor classes(
      int[] labels, int classes, float[][] rows, ModelFitting fitting, long seed) {
    if (Arrays.stream(labels).distinct().count() == 1) {
      double[] output = new double[classes];
      output[labels[0]] = 1;
      return new Predictor.Constant(output);
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

  /** Writes the outputs for some samples into a tensor, a row for each. */
  void predict(float[][] rows, Tensor destination) {
    head.task()
        .<Runnable>match(
            classes -> () -> predictTogether(rows, destination),
            labels -> () -> predictEach(rows, destination),
            values -> () -> predictTogether(rows, destination),
            embedding -> {
              throw head.noLabelsToLearnFrom();
            })
        .run();
  }

  private void predictTogether(float[][] rows, Tensor destination) {
    int width = head.task().outputs();
    double[][] outputs = new double[rows.length][width];
    predictors.get(0).predict(rows, outputs);
    for (int row = 0; row < rows.length; row++) {
      for (int output = 0; output < width; output++) {
        destination.set(row * width + output, (float) outputs[row][output]);
      }
    }
  }

  private void predictEach(float[][] rows, Tensor destination) {
    double[][] hasLabel = new double[rows.length][2];
    for (int label = 0; label < predictors.size(); label++) {
      predictors.get(label).predict(rows, hasLabel);
      for (int row = 0; row < rows.length; row++) {
        destination.set(row * predictors.size() + label, (float) hasLabel[row][1]);
      }
    }
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(head.name());
    predictors.forEach(predictor -> predictor.addTo(fingerprint));
  }
}
