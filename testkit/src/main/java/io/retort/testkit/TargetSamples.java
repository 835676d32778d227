package io.retort.testkit;

import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes outputs and targets of any kind. */
final class TargetSamples {
  private final Random random;

  TargetSamples(long seed) {
    random = new Random(seed);
  }

  /** Standard normal numbers, doubled. */
  Tensor ordinary(Shape shape) {
    return fill(shape, () -> (float) (2 * random.nextGaussian()));
  }

  /** Numbers between −10,000 and 10,000, most of them at the ends or 0. */
  Tensor extreme(Shape shape) {
    float[] choices = {-1e4f, 1e4f, 0, 110, -110, 0.5f};
    return fill(shape, () -> choices[random.nextInt(choices.length)]);
  }

  /**
   * A target made from a teacher's outputs.
   *
   * @param outputs {@code [batch, …]}, read as logits, values or features
   */
  Target target(TargetKind kind, Tensor outputs) {
    return switch (kind) {
      case CLASSES -> new Target.Classes(labels(outputs.shape()));
      case MULTI_LABELS -> new Target.MultiLabels(map(outputs, value -> value > 0 ? 1 : 0));
      case VALUES -> new Target.Values(outputs);
      case LOGITS -> new Target.Logits(outputs);
      case PROBABILITIES -> new Target.Probabilities(map(logSoftmax(outputs), Math::exp));
      case LOG_PROBABILITIES ->
          new Target.LogProbabilities(map(logSoftmax(outputs), Double::doubleValue));
      case FEATURES -> new Target.Features(outputs);
      case LABELLED_LOGITS -> new Target.LabelledLogits(labels(outputs.shape()), outputs);
      case MULTI_LABEL_LOGITS -> new Target.MultiLabelLogits(outputs);
      case MULTI_LABEL_PROBABILITIES ->
          new Target.MultiLabelProbabilities(map(outputs, value -> 1 / (1 + Math.exp(-value))));
      case LABELLED_VALUES ->
          new Target.LabelledValues(map(outputs, value -> 0.8 * value + 1), outputs);
    };
  }

  /** The values of a tensor. */
  static double[] doubles(Tensor tensor) {
    double[] values = new double[tensor.shape().elements()];
    Arrays.setAll(values, tensor::get);
    return values;
  }

  /** Rows of a tensor in the given order, copied. */
  static Tensor rows(Tensor tensor, int... rows) {
    Tensor copy = Tensor.allocate(tensor.shape().sample().batch(rows.length));
    for (int i = 0; i < rows.length; i++) {
      copy.rows(i, 1).copyFrom(tensor.rows(rows[i], 1));
    }
    return copy;
  }

  private int[] labels(Shape shape) {
    return random.ints(shape.extent(0), 0, shape.extent(1)).toArray();
  }

  private static Tensor logSoftmax(Tensor logits) {
    Tensor result = Tensor.allocate(logits.shape());
    for (int row = 0; row < logits.shape().extent(0); row++) {
      float[] values = logits.rows(row, 1).toArray();
      double largest = Double.NEGATIVE_INFINITY;
      for (float value : values) {
        largest = Math.max(largest, value);
      }
      double sum = 0;
      for (float value : values) {
        sum += Math.exp(value - largest);
      }
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] - largest - Math.log(sum));
      }
      result.rows(row, 1).write(0, values);
    }
    return result;
  }

  /** A new tensor with a function applied to each element. */
  static Tensor map(Tensor tensor, Function<Double, ? extends Number> function) {
    Tensor result = Tensor.allocate(tensor.shape());
    for (int i = 0; i < tensor.shape().elements(); i++) {
      result.set(i, function.apply((double) tensor.get(i)).floatValue());
    }
    return result;
  }

  private static Tensor fill(Shape shape, Supplier<Float> values) {
    Tensor tensor = Tensor.allocate(shape);
    for (int i = 0; i < shape.elements(); i++) {
      tensor.set(i, values.get());
    }
    return tensor;
  }
}
