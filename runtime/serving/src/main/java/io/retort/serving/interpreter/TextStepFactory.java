package io.retort.serving.interpreter;

import io.retort.core.network.Layer;
import io.retort.core.network.Tokens;
import io.retort.core.tensor.Shape;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Chooses the step of a node over tokens or over the steps of a sequence.
 *
 * @param arrays the node's arrays by name
 * @param input the shape of a sample that it reads
 * @param output the shape that it gives
 * @param steps how many steps of its input a sample has, by the number of its tokens
 */
record TextStepFactory(
    Function<String, float[]> arrays, Shape input, Shape output, IntUnaryOperator steps) {

  Step embedding(Layer.Embedding layer) {
    float[] table = arrays.apply("weight");
    int size = layer.size();
    int count = input.elements();
    return (inputs, offsets, to, offset, tokens) -> {
      for (int i = 0; i < count; i++) {
        int token = (int) inputs[0][offsets[0] + i];
        if (token == Tokens.NONE) {
          Arrays.fill(to, offset + i * size, offset + (i + 1) * size, 0);
        } else {
          System.arraycopy(table, token * size, to, offset + i * size, size);
        }
      }
    };
  }

  Step embeddingBag(Layer.EmbeddingBag layer) {
    float[] table = arrays.apply("weight");
    int size = layer.size();
    int count = input.elements();
    return (inputs, offsets, to, offset, tokens) -> {
      double[] sum = new double[size];
      int known = 0;
      while (known < count && inputs[0][offsets[0] + known] >= 0) {
        int token = (int) inputs[0][offsets[0] + known++];
        for (int i = 0; i < size; i++) {
          sum[i] += table[token * size + i];
        }
      }
      double divisor =
          switch (layer.mode()) {
            case MEAN -> Math.max(1, known);
            case SUM -> 1;
          };
      for (int i = 0; i < size; i++) {
        to[offset + i] = (float) (sum[i] / divisor);
      }
    };
  }

  Step convolution(Layer.Conv1d layer, float[] bias) {
    Nonlinearity function = Nonlinearity.of(layer.activation());
    Conv1dLoops convolution = new Conv1dLoops(layer, input, output, arrays.apply("weight"), bias);
    int length = output.elements();
    return (inputs, offsets, to, offset, tokens) -> {
      convolution.compute(inputs[0], offsets[0], to, offset);
      function.apply(to, offset, length);
    };
  }

  Step pool(Layer.PoolOverTime layer) {
    int features = input.extent(1);
    return (inputs, offsets, to, offset, tokens) -> {
      int count = steps.applyAsInt(tokens);
      for (int i = 0; i < features; i++) {
        double sum = 0;
        float largest = Float.NEGATIVE_INFINITY;
        for (int step = 0; step < count; step++) {
          float value = inputs[0][offsets[0] + step * features + i];
          sum += value;
          largest = Math.max(largest, value);
        }
        float pooled =
            switch (layer.mode()) {
              case MAX -> largest;
              case MEAN -> (float) (sum / count);
            };
        to[offset + i] = count == 0 ? 0 : pooled;
      }
    };
  }

  Step lstm(Layer.Lstm layer) {
    int units = layer.units();
    return recurrent(
        units,
        layer.returns(),
        layer.bidirectional(),
        direction ->
            new LstmCell(
                product("weight-input" + direction, arrays.apply("bias" + direction), 4 * units),
                product("weight-recurrent" + direction, new float[4 * units], 4 * units),
                units));
  }

  Step gru(Layer.Gru layer) {
    int units = layer.units();
    return recurrent(
        units,
        layer.returns(),
        layer.bidirectional(),
        direction ->
            new GruCell(
                product("weight-input" + direction, arrays.apply("bias" + direction), 3 * units),
                product(
                    "weight-recurrent" + direction,
                    arrays.apply("bias-recurrent" + direction),
                    3 * units),
                units));
  }

  private MatrixVectorProduct product(String weight, float[] bias, int rows) {
    float[] values = arrays.apply(weight);
    return new MatrixVectorProduct(values, bias, rows, values.length / rows);
  }

  private Step recurrent(
      int units,
      Layer.Returns returns,
      boolean bidirectional,
      Function<String, RecurrentStep.Cell> cell) {
    int width = bidirectional ? 2 * units : units;
    RecurrentStep.Shape shape = new RecurrentStep.Shape(input.extent(1), units, width, returns);
    Step forward = new RecurrentStep(steps, shape, false, cell.apply(""));
    if (!bidirectional) {
      return forward;
    }
    Step reverse = new RecurrentStep(steps, shape, true, cell.apply(Layer.REVERSE));
    return (inputs, offsets, to, offset, tokens) -> {
      forward.run(inputs, offsets, to, offset, tokens);
      reverse.run(inputs, offsets, to, offset + units, tokens);
    };
  }
}
