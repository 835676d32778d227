package io.retort.testkit;

import io.retort.core.data.Task;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.EmbeddingPredictions;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.LabelledPredictions;
import io.retort.core.metric.Predictions;
import io.retort.core.metric.ValuePredictions;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** What models might say of samples, and what might be true of them, to measure with metrics. */
final class MetricCases {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h");

  private MetricCases() {}

  /** Heads of all tasks, with few outputs and with many. */
  static List<Task> tasks() {
    return List.of(
        new Task.SingleLabel(NAMES.subList(0, 2)),
        new Task.SingleLabel(NAMES.subList(0, 3)),
        new Task.SingleLabel(NAMES),
        new Task.MultiLabel(NAMES.subList(0, 1)),
        new Task.MultiLabel(NAMES.subList(0, 3)),
        new Task.Regression(NAMES.subList(0, 1)),
        new Task.Regression(NAMES.subList(0, 2)),
        new Task.Embedding(2),
        new Task.Embedding(5));
  }

  /** Random predictions: in part right, some scores equal, every output true of some samples. */
  static LabelledPredictions drawn(Task task, int samples, long seed) {
    float[][] truth = truth(task, samples, seed);
    SplittableRandom random = new SplittableRandom(seed + 1);
    float[][] said = new float[samples][];
    for (int i = 0; i < samples; i++) {
      said[i] = new float[task.outputs()];
      for (int output = 0; output < task.outputs(); output++) {
        // Multiples of a quarter, so that some samples have the same.
        double noise = Math.round(4 * random.nextDouble(-2, 2)) / 4.0;
        said[i][output] = (float) (truth[i][output] + noise);
      }
    }
    return of(task, said, truth);
  }

  /** The same truth, and predictions that are right beyond doubt. */
  static LabelledPredictions perfect(Task task, int samples, long seed) {
    float[][] truth = truth(task, samples, seed);
    float[][] said = Arrays.stream(truth).map(float[]::clone).toArray(float[][]::new);
    if (task.outputActivation().givesProbabilities()) {
      for (float[] row : said) {
        for (int output = 0; output < row.length; output++) {
          row[output] = row[output] > 0 ? 1000 : -1000;
        }
      }
    }
    return of(task, said, truth);
  }

  /** Truths in which something is missing, with predictions of any size. */
  static List<LabelledPredictions> poor(Task task) {
    int outputs = task.outputs();
    float[] first = new float[outputs];
    first[0] = 1;
    float[] last = new float[outputs];
    last[outputs - 1] = 1;
    float[] none = new float[outputs];
    float[] other = task.match(classes -> last, labels -> none, values -> none, embedding -> last);
    float[] large = new float[outputs];
    Arrays.fill(large, 1e4f);
    large[0] = -1e4f;
    float[] small = new float[outputs];
    return List.of(
        of(task, new float[][] {small}, new float[][] {first}),
        of(task, new float[][] {large}, new float[][] {first}),
        of(task, new float[][] {large, small, large}, new float[][] {first, first, first}),
        of(task, new float[][] {large, small, large}, new float[][] {other, other, other}),
        of(task, new float[][] {small, small}, new float[][] {first, other}),
        of(task, new float[][] {large, small, large}, new float[][] {first, other, first}));
  }

  /** Some samples in an order of their own, some of them more than once. */
  static LabelledPredictions twice(LabelledPredictions predictions) {
    int n = predictions.size();
    return predictions.subset(IntStream.range(0, 2 * n).map(i -> i % n).toArray());
  }

  static LabelledPredictions shuffled(LabelledPredictions predictions, long seed) {
    int[] order = IntStream.range(0, predictions.size()).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return predictions.subset(order);
  }

  private static float[][] truth(Task task, int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] truth = new float[samples][];
    for (int i = 0; i < samples; i++) {
      int sample = i;
      truth[i] =
          task.match(
              classes -> oneOf(classes.outputs(), sample, random),
              labels -> row(labels.outputs(), () -> sample < 2 ? sample : random.nextInt(2)),
              values -> row(values.outputs(), () -> random.nextDouble(-3, 3)),
              embedding -> row(embedding.outputs(), () -> random.nextDouble(-3, 3)));
    }
    return truth;
  }

  /** Each class once, and then mostly the first ones. */
  private static float[] oneOf(int classes, int sample, SplittableRandom random) {
    float[] row = new float[classes];
    int drawn = (int) (classes * Math.pow(random.nextDouble(), 2));
    row[sample < classes ? sample : drawn] = 1;
    return row;
  }

  private static float[] row(int outputs, DoubleSupplier each) {
    float[] row = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      row[output] = (float) each.getAsDouble();
    }
    return row;
  }

  /** Of classes, the true one is that of the largest number. */
  private static LabelledPredictions of(Task task, float[][] said, float[][] truth) {
    Predictions predictions = new Predictions(task.networkOutputKind(), said);
    return task.match(
        classes ->
            ClassPredictions.of(
                task.names(),
                predictions,
                Arrays.stream(truth).mapToInt(Predictions::mostLikely).toArray()),
        labels -> LabelPredictions.of(task.names(), predictions, flat(truth)),
        values -> ValuePredictions.of(task.names(), predictions, flat(truth)),
        embedding -> EmbeddingPredictions.of(predictions, flat(truth)));
  }

  private static float[] flat(float[][] rows) {
    int width = rows[0].length;
    float[] flat = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return flat;
  }
}
