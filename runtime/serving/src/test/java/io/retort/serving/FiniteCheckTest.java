package io.retort.serving;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FiniteCheckTest {
  private static final float[] OTHERS = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
  };

  @Test
  void findsWhatIsNotFiniteAtEveryPlaceOfEverySample() {
    for (int width : new int[] {1, 3, 16, 37}) {
      FiniteCheck check = new FiniteCheck(width);
      for (int sample = 0; sample < 3; sample++) {
        for (int i = 0; i < width; i++) {
          for (float other : OTHERS) {
            float[][] samples = new float[3][width];
            samples[sample][i] = other;
            for (float[] each : samples) {
              check.add(each);
            }
            assertFalse(check.end(), other + " at " + i + " of " + width);
          }
        }
      }
    }
  }

  @Test
  void finiteNumbersPassAlsoAfterOthers() {
    FiniteCheck check = new FiniteCheck(4);
    check.add(new float[] {0, Float.NaN, 0, 0});
    assertFalse(check.end());
    check.add(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, -0f, Float.MIN_VALUE});
    assertTrue(check.end());
    assertTrue(check.end());
    Random random = new Random(1);
    for (int sample = 0; sample < 10_000; sample++) {
      float[] values = new float[4];
      for (int i = 0; i < 4; i++) {
        float drawn = Float.intBitsToFloat(random.nextInt());
        values[i] = Float.isFinite(drawn) ? drawn : 1;
      }
      check.add(values);
    }
    assertTrue(check.end());
  }
}
