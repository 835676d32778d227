package io.retort.runtime.experiment.outputs;

import io.retort.core.loss.TargetKind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The most likely classes of a row with their log-probabilities in half precision, and the sum of
 * the probabilities of the others, over which it is spread evenly when the row is read. A row takes
 * {@code 4k + 4} bytes, or {@code 6k + 4} where there are more than 65,536 classes (the sparse soft
 * labels of Wu et al., TinyViT, ECCV 2022).
 *
 * <p>Tempered by T, what is read differs from the teacher's own distribution by at most {@code
 * 2·max(τ, τ')} in the sum of absolute differences, where τ and τ' are the shares of the others at
 * T in the teacher's and in what is read: they are spread evenly, which makes τ' ≥ τ for T ≥ 1, and
 * what one side has too much the others have too little. By that, times T, the gradient {@code T·(q
 * − p)} of {@code T²·KL} by the student's logits is off at most. Rounding moves the logarithm of
 * each of the k by a part in 2¹¹ at most, which adds {@code 2⁻¹⁰/T·Σ pᵢ·|log Pᵢ|} to that sum, with
 * the tempered probabilities p and the untempered P.
 *
 * @param given probabilities or log-probabilities
 * @param from the kind that the teacher gives
 * @param classes the number of classes
 * @param k how many of them are kept
 */
record TopClassesFormat(TargetKind given, TargetKind from, int classes, int k)
    implements RowFormat {
  private static final int SHORT_INDEXES = 1 << 16;

  /** The logarithm of the least probability that is given, which is still a normal number. */
  private static final float LEAST = -80;

  static TopClassesFormat of(TargetKind kind, int classes, int k) {
    TargetKind given =
        switch (kind) {
          case PROBABILITIES -> kind;
          // Logits are known but for a constant, and a program that compares them would be off.
          case LOGITS, LOG_PROBABILITIES -> TargetKind.LOG_PROBABILITIES;
          default -> throw new IllegalStateException("No distribution over classes is " + kind);
        };
    return new TopClassesFormat(given, kind, classes, Math.min(k, classes));
  }

  @Override
  public String name() {
    return "top-" + k;
  }

  @Override
  public int bytes() {
    return k * (Short.BYTES + indexBytes()) + Float.BYTES;
  }

  private int indexBytes() {
    return classes > SHORT_INDEXES ? Integer.BYTES : Short.BYTES;
  }

  @Override
  public void write(float[] row, ByteBuffer destination) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float value : row) {
      largest = Math.max(largest, log(value));
    }
    double[] weights = new double[classes];
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      weights[i] = Math.exp(log(row[i]) - largest);
      sum += weights[i];
    }
    int[] top = top(weights);
    for (int index : top) {
      double log = log(row[index]) - largest - Math.log(sum);
      destination.putShort(HalfPrecision.of((float) log));
      weights[index] = 0;
    }
    for (int index : top) {
      if (indexBytes() == Integer.BYTES) {
        destination.putInt(index);
      } else {
        destination.putShort((short) index);
      }
    }
    double rest = 0;
    for (double weight : weights) {
      rest += weight;
    }
    destination.putFloat((float) (rest / sum));
  }

  private double log(float value) {
    return from == TargetKind.PROBABILITIES ? Math.log(Math.max(value, 0)) : value;
  }

  /** The indexes of the k largest weights, the largest first, of equal ones the first. */
  private int[] top(double[] weights) {
    int[] top = new int[k];
    int found = 0;
    for (int i = 0; i < classes; i++) {
      if (found == k && weights[i] <= weights[top[k - 1]]) {
        continue;
      }
      int at = found < k ? found++ : k - 1;
      for (; at > 0 && weights[i] > weights[top[at - 1]]; at--) {
        top[at] = top[at - 1];
      }
      top[at] = i;
    }
    return top;
  }

  @Override
  public void read(ByteBuffer source, float[] row) {
    int at = source.position();
    int indexes = at + k * Short.BYTES;
    double rest = source.getFloat(indexes + k * indexBytes());
    double sum = rest;
    for (int i = 0; i < k; i++) {
      sum += Math.exp(HalfPrecision.toFloat(source.getShort(at + i * Short.BYTES)));
    }
    // Rounded, they do not add up to 1.
    double normalizer = Math.log(sum);
    double share = Math.log(Math.max(rest, Float.MIN_NORMAL) / Math.max(classes - k, 1));
    if (rest < Float.MIN_NORMAL) {
      // Too small to be known, but none of the others is above the last of the k.
      share = Math.min(share, HalfPrecision.toFloat(source.getShort(indexes - Short.BYTES)));
    }
    Arrays.fill(row, value(share - normalizer));
    for (int i = 0; i < k; i++) {
      int index =
          indexBytes() == Integer.BYTES
              ? source.getInt(indexes + i * Integer.BYTES)
              : source.getShort(indexes + i * Short.BYTES) & 0xffff;
      double log = HalfPrecision.toFloat(source.getShort(at + i * Short.BYTES)) - normalizer;
      row[index] = value(log);
    }
  }

  private float value(double log) {
    return (float) (given == TargetKind.PROBABILITIES ? Math.exp(Math.max(log, LEAST)) : log);
  }
}
