package io.retort.losses.metric;

import java.util.function.IntFunction;

/** The cosines of the angles between vectors, some rows of them at a time. */
final class Similarities {
  /** So many vectors at a time stay in a processor's cache while rows are computed with them. */
  private static final int BLOCK = 256;

  /** How many products are added to a sum at once. */
  private static final int STEP = 4;

  private final float[][] directions;

  /** The same by value and sample, with zeros up to a multiple of {@link #STEP} values. */
  private final float[][] columns;

  private Similarities(float[][] directions, float[][] columns) {
    this.directions = directions;
    this.columns = columns;
  }

  /** Of so many vectors; one that has no direction is similar to none. */
  static Similarities of(int count, IntFunction<float[]> vectors) {
    int width = (vectors.apply(0).length + STEP - 1) / STEP * STEP;
    float[][] directions = new float[count][];
    float[][] columns = new float[width][count];
    for (int i = 0; i < count; i++) {
      directions[i] = direction(vectors.apply(i), width);
      for (int at = 0; at < width; at++) {
        columns[at][i] = directions[i][at];
      }
    }
    return new Similarities(directions, columns);
  }

  private static float[] direction(float[] vector, int width) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double norm = Math.sqrt(squares);
    float[] direction = new float[width];
    if (norm > 0 && norm < Double.POSITIVE_INFINITY) {
      for (int i = 0; i < vector.length; i++) {
        direction[i] = (float) (vector[i] / norm);
      }
    }
    return direction;
  }

  /**
   * The similarities of some vectors to all. Whatever their places, they are added up in one order,
   * so that equal vectors are equally similar.
   */
  float[][] of(int[] some) {
    int count = directions.length;
    float[][] rows = new float[some.length][count];
    for (int start = 0; start < count; start += BLOCK) {
      int end = Math.min(start + BLOCK, count);
      for (int i = 0; i < some.length; i++) {
        float[] direction = directions[some[i]];
        for (int at = 0; at < direction.length; at += STEP) {
          add(direction, at, start, end, rows[i]);
        }
      }
    }
    return rows;
  }

  private void add(float[] direction, int at, int start, int end, float[] sums) {
    float first = direction[at];
    float second = direction[at + 1];
    float third = direction[at + 2];
    float fourth = direction[at + 3];
    float[] ofFirst = columns[at];
    float[] ofSecond = columns[at + 1];
    float[] ofThird = columns[at + 2];
    float[] ofFourth = columns[at + 3];
    for (int j = start; j < end; j++) {
      sums[j] +=
          (first * ofFirst[j] + second * ofSecond[j]) + (third * ofThird[j] + fourth * ofFourth[j]);
    }
  }
}
