package io.retort.runtime.experiment.outputs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {

  @Test
  void knownNumbersAreFound() {
    assertEquals(0x3c00, HalfPrecision.of(1));
    assertEquals((short) 0xc000, HalfPrecision.of(-2));
    assertEquals(0x3555, HalfPrecision.of(1 / 3f));
    assertEquals(0x7bff, HalfPrecision.of(65_504));
    assertEquals(0x0001, HalfPrecision.of(0x1p-24f));
    assertEquals(0x0400, HalfPrecision.of(0x1p-14f));
    assertEquals((short) 0x8000, HalfPrecision.of(-0f));
    // Halfway between 1 and the next one, and between that and the one after it.
    assertEquals(0x3c00, HalfPrecision.of(1 + 0x1p-11f));
    assertEquals(0x3c02, HalfPrecision.of(1 + 3 * 0x1p-11f));
  }

  @Test
  void everyHalfComesBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      short half = (short) bits;
      if ((bits & 0x7c00) != 0x7c00) {
        assertEquals(half, HalfPrecision.of(HalfPrecision.toFloat(half)), () -> "half " + half);
      }
    }
  }

  @Test
  void theNearestHalfIsTaken() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      float value = (float) Math.scalb(random.nextDouble(-1, 1), random.nextInt(-30, 17));
      short half = HalfPrecision.of(value);
      double error = Math.abs(HalfPrecision.toFloat(half) - (double) value);
      for (int step = -1; step <= 1; step += 2) {
        short other = (short) (half + step);
        double otherError = Math.abs(HalfPrecision.toFloat(other) - (double) value);
        assertTrue(Double.isNaN(otherError) || error <= otherError, () -> "value " + value);
      }
    }
  }

  @Test
  void whatIsTooLargeBecomesTheLargest() {
    assertEquals(65_504, HalfPrecision.toFloat(HalfPrecision.of(1e9f)));
    assertEquals(-65_504, HalfPrecision.toFloat(HalfPrecision.of(Float.NEGATIVE_INFINITY)));
    assertTrue(Float.isNaN(HalfPrecision.toFloat(HalfPrecision.of(Float.NaN))));
  }
}
