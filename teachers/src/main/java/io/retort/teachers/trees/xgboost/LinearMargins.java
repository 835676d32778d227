package io.retort.teachers.trees.xgboost;

import io.retort.teachers.trees.Margins;

/**
 * A linear model in the place of trees.
 *
 * @param weights {@code [features + 1, outputs]}, the last row for the constants
 * @param outputs the number of outputs
 */
record LinearMargins(float[] weights, int outputs) implements Margins {

  @Override
  public void add(double[][] rows, double[][] sums) {
    for (int row = 0; row < rows.length; row++) {
      for (int output = 0; output < outputs; output++) {
        sums[row][output] = sum(rows[row], output, (float) sums[row][output]);
      }
    }
  }

  private float sum(double[] row, int output, float start) {
    float sum = weights[row.length * outputs + output] + start;
    for (int feature = 0; feature < row.length; feature++) {
      // What is missing adds nothing.
      if (!Double.isNaN(row[feature])) {
        sum += (float) row[feature] * weights[feature * outputs + output];
      }
    }
    return sum;
  }
}
