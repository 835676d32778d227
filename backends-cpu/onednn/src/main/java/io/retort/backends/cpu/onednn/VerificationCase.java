package io.retort.backends.cpu.onednn;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Random numbers for a primitive, and what should come out. */
abstract class VerificationCase {
  /** How many multiplications a comparison takes. */
  static final long MULTIPLICATIONS = 1 << 18;

  /** What is in memory before it is written, so as not to be taken for a result. */
  static final float UNWRITTEN = 777;

  private final PrimitiveSpec computation;
  private final RandomNumbers random = new RandomNumbers();
  private final Map<ArrayRole, float[]> values = new EnumMap<>(ArrayRole.class);

  VerificationCase(PrimitiveSpec computation) {
    this.computation = computation;
  }

  /** Where numbers and places are from. */
  final RandomNumbers random() {
    return random;
  }

  /** The unit of weights with which sums of so many terms are near 1. */
  static float unit(int terms) {
    int binaryDigits = (33 - Integer.numberOfLeadingZeros(terms)) / 2;
    return 0.5f / (1 << binaryDigits);
  }

  /** Fills an array with small multiples of a unit. */
  final void draw(ArrayRole role, float unit) {
    put(role, random.levels(computation.size(role), unit));
  }

  /** Fills an array that will be written. */
  final void unwritten(ArrayRole role) {
    float[] numbers = new float[Math.toIntExact(computation.size(role))];
    Arrays.fill(numbers, UNWRITTEN);
    put(role, numbers);
  }

  final void put(ArrayRole role, float[] numbers) {
    values.put(role, numbers);
  }

  /** What is given, in row-major order; for what is written, what is there before. */
  final float[] values(ArrayRole role) {
    return values.get(role);
  }

  /** Where to look at an array of so many values. */
  abstract int[] places(ArrayRole role, int count);

  /** What should be at a place that is looked at; NaN where more than one value is right. */
  abstract double expected(ArrayRole role, int place);

  /** What an error is relative to: 1 and the value, unless there is more that it was made from. */
  double scale(ArrayRole role, double expected) {
    return 1 + Math.abs(expected);
  }

  /**
   * The largest error at the places that are looked at; what is not a number is infinitely wrong.
   */
  final double error(Map<ArrayRole, float[]> written) {
    double worst = 0;
    for (Map.Entry<ArrayRole, float[]> entry : written.entrySet()) {
      float[] found = entry.getValue();
      for (int place : places(entry.getKey(), found.length)) {
        double expected = expected(entry.getKey(), place);
        if (!Double.isNaN(expected)) {
          double error = Math.abs(found[place] - expected) / scale(entry.getKey(), expected);
          worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
        }
      }
    }
    return worst;
  }
}
