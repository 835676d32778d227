package io.retort.runtime.experiment.outputs;

/** Numbers of 16 bits (IEEE 754 binary16), which Java has from version 20 on. */
final class HalfPrecision {
  private static final float LARGEST = 65_504;

  /** 2¹¹² moves the exponent of a half into that of a float. */
  private static final float SCALE = 0x1p112f;

  private HalfPrecision() {}

  /** The nearest half, of two the even one; the largest one for all beyond. */
  static short of(float value) {
    if (Float.isNaN(value)) {
      return 0x7e00;
    }
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float size = Math.min(Math.abs(value), LARGEST);
    if (size < 0x1p-14f) {
      // Multiples of 2⁻²⁴; rint takes the even one.
      return (short) (sign | (int) Math.rint(size * 0x1p24));
    }
    int bits = Float.floatToRawIntBits(size);
    int even = (bits >>> 13) & 1;
    int rounded = (bits + 0xfff + even) >>> 13;
    return (short) (sign | (rounded - (112 << 10)));
  }

  /** The same number. */
  static float toFloat(short half) {
    if ((half & 0x7c00) == 0x7c00) {
      return Float.NaN;
    }
    float size = Float.intBitsToFloat((half & 0x7fff) << 13) * SCALE;
    return (half & 0x8000) == 0 ? size : -size;
  }
}
