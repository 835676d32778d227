package io.retort.teachers.trees.xgboost;

import java.util.Arrays;

/** Lists of numbers that grow with what is read. */
final class NumberLists {
  private static final int FIRST = 16;

  private NumberLists() {}

  /** Of single precision. */
  static final class Floats {
    private float[] values = new float[FIRST];
    private int size;

    void add(float value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    float[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }

  /** Of whole numbers. */
  static final class Integers {
    private int[] values = new int[FIRST];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    int[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
