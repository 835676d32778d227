package io.retort.testkit;

import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Makes outputs and targets of any kind, and takes rows out of targets. */
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

  /** Rows of a target in the given order, copied. */
  static Target rows(Target target, int... rows) {
    if (target instanceof Target.Classes classes) {
      return new Target.Classes(rows(classes.labels(), rows));
    } else if (target instanceof Target.LabelledLogits labelled) {
      return new Target.LabelledLogits(
          rows(labelled.labels(), rows), rows(labelled.values(), rows));
    } else if (target instanceof Target.LabelledValues labelled) {
      return new Target.LabelledValues(
          rows(labelled.labels(), rows), rows(labelled.values(), rows));
    }
    Tensor values = rows(tensor(target).orElseThrow(), rows);
    return switch (target.kind()) {
      case MULTI_LABELS -> new Target.MultiLabels(values);
      case VALUES -> new Target.Values(values);
      case LOGITS -> new Target.Logits(values);
      case PROBABILITIES -> new Target.Probabilities(values);
      case LOG_PROBABILITIES -> new Target.LogProbabilities(values);
      case FEATURES -> new Target.Features(values);
      case MULTI_LABEL_LOGITS -> new Target.MultiLabelLogits(values);
      case MULTI_LABEL_PROBABILITIES -> new Target.MultiLabelProbabilities(values);
      case CLASSES, LABELLED_LOGITS, LABELLED_VALUES -> throw new AssertionError("handled above");
    };
  }

  /** A target of classes with one label in every row. */
  static Target relabelled(Target target, int label) {
    if (target instanceof Target.LabelledLogits labelled) {
      return new Target.LabelledLogits(
          Arrays.stream(labelled.labels()).map(any -> label).toArray(), labelled.values());
    }
    int[] labels = ((Target.Classes) target).labels().clone();
    Arrays.fill(labels, label);
    return new Target.Classes(labels);
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

  private static int[] rows(int[] labels, int... rows) {
    return Arrays.stream(rows).map(row -> labels[row]).toArray();
  }

  /** The tensor in a target, if its kind has one. */
  static Optional<Tensor> tensor(Target target) {
    if (target instanceof Target.MultiLabels labels) {
      return Optional.of(labels.values());
    } else if (target instanceof Target.Values values) {
      return Optional.of(values.values());
    } else if (target instanceof Target.Logits logits) {
      return Optional.of(logits.values());
    } else if (target instanceof Target.Probabilities probabilities) {
      return Optional.of(probabilities.values());
    } else if (target instanceof Target.LogProbabilities logarithms) {
      return Optional.of(logarithms.values());
    } else if (target instanceof Target.Features features) {
      return Optional.of(features.values());
    } else if (target instanceof Target.LabelledLogits labelled) {
      return Optional.of(labelled.values());
    } else if (target instanceof Target.MultiLabelLogits logits) {
      return Optional.of(logits.values());
    } else if (target instanceof Target.MultiLabelProbabilities probabilities) {
      return Optional.of(probabilities.values());
    } else if (target instanceof Target.LabelledValues labelled) {
      return Optional.of(labelled.values());
    }
    return Optional.empty();
  }

  /** All numbers of a target, labels last. */
  static float[] numbers(Target target) {
    float[] values = tensor(target).map(Tensor::toArray).orElse(new float[0]);
    int[] labels = new int[0];
    if (target instanceof Target.Classes classes) {
      labels = classes.labels();
    } else if (target instanceof Target.LabelledLogits labelled) {
      labels = labelled.labels();
    }
    float[] all = Arrays.copyOf(values, values.length + labels.length);
    for (int i = 0; i < labels.length; i++) {
      all[values.length + i] = labels[i];
    }
    return all;
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

  private static Tensor fill(Shape shape, java.util.function.Supplier<Float> values) {
    Tensor tensor = Tensor.allocate(shape);
    for (int i = 0; i < shape.elements(); i++) {
      tensor.set(i, values.get());
    }
    return tensor;
  }
}
