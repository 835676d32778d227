package io.retort.core.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * {@code exp(x)} of many 32-bit numbers at once, within 2 ulp.
 *
 * <p>With {@code k} the integer nearest to {@code x / log 2} and {@code r = x − k log 2}, at most
 * {@code log(2) / 2} in magnitude, {@code exp(x)} is {@code 2^k exp(r)}, and {@code exp(r)} its
 * Taylor polynomial of degree 7, whose remainder is below 5.2e-9. Only additions and
 * multiplications are used, no fused ones, so that the bits are the same on every machine.
 *
 * <p>The work is done in short loops over arrays, which the Java compiler turns into vector
 * instructions. It does not do so where a loop looks at the bits of a number: these are copied into
 * an array of integers, through memory that is seen as both. Not thread-safe.
 */
public final class Exponential {
  /** Below this a result has fewer bits than a float's 24, and soon is 0. */
  public static final float LOWEST = -87.3f;

  /** Above this {@code 2^k} is not a float any more. */
  public static final float HIGHEST = 88;

  /** Its {@code k} is −127, with which {@code 2^k} is 0. */
  private static final float ZERO = (float) (-127 * Math.log(2));

  /** A float of this size has no places after the point: adding it rounds to an integer. */
  private static final float ROUNDING = 0x1.8p23f;

  private static final float INVERSE_LOG_2 = (float) (1 / Math.log(2));

  /** log 2 to 12 bits, all multiples of which that are needed are exact, and the rest of it. */
  private static final float LOG_2_HIGH = 0x1.62ep-1f;

  private static final float LOG_2_LOW = (float) (Math.log(2) - LOG_2_HIGH);

  /** So many values at a time, whose six passes stay in the first-level cache. */
  private static final int BLOCK = 1024;

  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;

  private final float[] powers;
  private final int[] bits;
  private final FloatBuffer memory;
  private final IntBuffer memoryAsBits;

  /**
   * Prepares for arrays.
   *
   * @param longest the largest number of values at once
   */
  public Exponential(int longest) {
    int most = Math.max(1, Math.min(BLOCK, longest));
    powers = new float[most];
    bits = new int[most];
    ByteBuffer bytes = ByteBuffer.allocate(most * Float.BYTES).order(ByteOrder.nativeOrder());
    memory = bytes.asFloatBuffer();
    memoryAsBits = bytes.asIntBuffer();
  }

  /**
   * Computes the exponentials of the first values of an array.
   *
   * @param x numbers up to {@link #HIGHEST}; the exponential of NaN is NaN, and that of numbers
   *     below −87.7, −∞ too, is 0
   * @param result receives as many exponentials; it may be {@code x}
   * @param count how many
   */
  public void evaluate(float[] x, float[] result, int count) {
    if (count <= powers.length) {
      evaluateBlock(x, result, count);
      return;
    }
    // Copied, as the compiler takes only loops that begin at the same place in all arrays.
    float[] block = new float[powers.length];
    for (int start = 0; start < count; start += block.length) {
      int some = Math.min(block.length, count - start);
      System.arraycopy(x, start, block, 0, some);
      evaluateBlock(block, block, some);
      System.arraycopy(block, 0, result, start, some);
    }
  }

  private void evaluateBlock(float[] x, float[] result, int count) {
    reduce(x, result, powers, count);
    evaluatePolynomial(result, count);
    memory.put(0, powers, 0, count);
    memoryAsBits.get(0, bits, 0, count);
    makePowersOfTwo(bits, count);
    memoryAsBits.put(0, bits, 0, count);
    memory.get(0, powers, 0, count);
    multiply(result, powers, count);
  }

  /** Takes numbers apart into {@code k}, with the {@link #ROUNDING} that made it, and {@code r}. */
  private static void reduce(float[] x, float[] rest, float[] shifted, int count) {
    for (int i = 0; i < count; i++) {
      float value = Math.max(ZERO, x[i]);
      float rounded = value * INVERSE_LOG_2 + ROUNDING;
      float k = rounded - ROUNDING;
      shifted[i] = rounded;
      rest[i] = value - k * LOG_2_HIGH - k * LOG_2_LOW;
    }
  }

  private static void evaluatePolynomial(float[] rest, int count) {
    for (int i = 0; i < count; i++) {
      float r = rest[i];
      float sum = r * (1 / 5040f) + 1 / 720f;
      sum = sum * r + 1 / 120f;
      sum = sum * r + 1 / 24f;
      sum = sum * r + 1 / 6f;
      sum = sum * r + 1 / 2f;
      rest[i] = 1 + (r + r * r * sum);
    }
  }

  /** {@code 2^k}: the last bits of {@code k + ROUNDING} are those of {@code k}. */
  private static void makePowersOfTwo(int[] bits, int count) {
    for (int i = 0; i < count; i++) {
      bits[i] = (bits[i] + EXPONENT_BIAS) << MANTISSA_BITS;
    }
  }

  private static void multiply(float[] numbers, float[] factors, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] *= factors[i];
    }
  }
}
