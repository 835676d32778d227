package io.retort.serving.interpreter;

/** {@code y = W x + b}, with the columns of W one after the other. */
final class MatrixVectorProduct {
  private final float[] columns;
  private final float[] bias;
  private final int outputs;
  private final int inputs;

  /**
   * A product.
   *
   * @param weight {@code [outputs, inputs]}
   * @param bias {@code [outputs]}
   */
  MatrixVectorProduct(float[] weight, float[] bias, int outputs, int inputs) {
    this.columns = new float[weight.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        columns[i * outputs + o] = weight[o * inputs + i];
      }
    }
    this.bias = bias;
    this.outputs = outputs;
    this.inputs = inputs;
  }

  int outputs() {
    return outputs;
  }

  void compute(float[] x, int from, float[] y, int to) {
    System.arraycopy(bias, 0, y, to, outputs);
    for (int i = 0; i < inputs; i++) {
      float value = x[from + i];
      // Much of what follows a ReLU, and of a row with categories, is 0.
      if (value != 0) {
        int column = i * outputs;
        for (int o = 0; o < outputs; o++) {
          y[to + o] += columns[column + o] * value;
        }
      }
    }
  }
}
