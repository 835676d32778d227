package io.retort.teachers.trees;

import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import java.util.stream.IntStream;

/** Evaluates teachers on training samples. */
public final class TeacherRows {
  private TeacherRows() {}

  /** What a teacher gives for the only head of all training samples: a row for each. */
  public static float[][] of(TrainingData data, Teacher teacher) {
    Samples train = data.train();
    int[] all = IntStream.range(0, train.size()).toArray();
    TeacherOutput output = teacher.outputs().get(0);
    float[][] rows = new float[all.length][output.shape().elements()];
    try (Tensor inputs = Tensor.allocate(data.inputShape().batch(all.length));
        Tensor outputs = Tensor.allocate(output.shape().batch(all.length))) {
      train.inputs(all, inputs);
      teacher.evaluate(new Batch(train, all, inputs), Map.of(output.name(), outputs));
      for (int row = 0; row < rows.length; row++) {
        outputs.read(row * rows[row].length, rows[row]);
      }
    }
    return rows;
  }

  /** The probabilities of classes whose logits are given. */
  public static double[] softmax(float[] logits) {
    double[] exponentials =
        IntStream.range(0, logits.length).mapToDouble(i -> Math.exp(logits[i])).toArray();
    double sum = 0;
    for (double each : exponentials) {
      sum += each;
    }
    for (int i = 0; i < exponentials.length; i++) {
      exponentials[i] /= sum;
    }
    return exponentials;
  }
}
