package io.retort.serving.interpreter;

import io.retort.core.network.ActivationFunction;

/** An activation function, applied in place. */
@FunctionalInterface
interface Nonlinearity {
  void apply(float[] values, int from, int count);

  static Nonlinearity of(ActivationFunction function) {
    return switch (function) {
      case LINEAR -> (values, from, count) -> {};
      case RELU ->
          (values, from, count) -> {
            for (int i = from; i < from + count; i++) {
              values[i] = Math.max(0, values[i]);
            }
          };
      case LEAKY_RELU ->
          (values, from, count) -> {
            for (int i = from; i < from + count; i++) {
              values[i] = values[i] > 0 ? values[i] : 0.01f * values[i];
            }
          };
      case TANH -> each(Math::tanh);
      case SIGMOID -> each(Nonlinearity::sigmoid);
      case SILU -> each(x -> x * sigmoid(x));
      case GELU -> each(x -> x * NormalDistribution.cumulative(x));
    };
  }

  private static Nonlinearity each(java.util.function.DoubleUnaryOperator function) {
    return (values, from, count) -> {
      for (int i = from; i < from + count; i++) {
        values[i] = (float) function.applyAsDouble(values[i]);
      }
    };
  }

  /** {@code 1 / (1 + e^−x)}. */
  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
