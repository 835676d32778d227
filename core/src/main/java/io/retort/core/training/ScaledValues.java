package io.retort.core.training;

import io.retort.core.tensor.HostThreads;
import java.nio.FloatBuffer;

/** Scales gradients. */
final class ScaledValues {
  private static final int BLOCK = 1 << 10;

  private ScaledValues() {}

  /**
   * Multiplies all values.
   *
   * @param threads share the work; the result does not depend on how many there are
   * @return the sum of the squares of the products
   */
  static double scale(FloatBuffer values, float factor, HostThreads threads) {
    int length = values.capacity();
    double[] squares = new double[(length + BLOCK - 1) / BLOCK];
    threads.share(
        squares.length,
        BLOCK,
        (from, to) -> {
          float[] block = new float[BLOCK];
          for (int i = from; i < to; i++) {
            int start = i * BLOCK;
            int count = Math.min(BLOCK, length - start);
            values.get(start, block, 0, count);
            for (int j = 0; j < count; j++) {
              block[j] *= factor;
            }
            values.put(start, block, 0, count);
            squares[i] = squares(block, count);
          }
        });
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return sum;
  }

  /** Four sums side by side: in a single one, every addition would wait for the one before. */
  private static double squares(float[] values, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      sum0 += (double) values[i] * values[i];
      sum1 += (double) values[i + 1] * values[i + 1];
      sum2 += (double) values[i + 2] * values[i + 2];
      sum3 += (double) values[i + 3] * values[i + 3];
    }
    for (; i < count; i++) {
      sum0 += (double) values[i] * values[i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }
}
