package io.retort.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutMaskTest {
  private static final int VALUES = 100_000;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.9})
  void rateIsTheShareOfZerosAndTheMeanStaysOne(double rate) {
    DropoutMask mask = DropoutMask.of(1, "drop", 0, rate);
    int zeros = 0;
    double sum = 0;
    for (int i = 0; i < VALUES; i++) {
      float factor = mask.factor(i);
      zeros += factor == 0 ? 1 : 0;
      sum += factor;
      assertTrue(factor == 0 || factor == (float) (1 / (1 - rate)));
    }
    // Five deviations of a share of 100,000 draws.
    double tolerance = 5 * Math.sqrt(rate * (1 - rate) / VALUES);
    assertEquals(rate, (double) zeros / VALUES, tolerance);
    assertEquals(1, sum / VALUES, tolerance / (1 - rate) + 1e-6);
  }

  @Test
  void maskIsAPureFunctionInAnyOrder() {
    DropoutMask forwards = DropoutMask.of(3, "drop", 7, 0.5);
    DropoutMask backwards = DropoutMask.of(3, "drop", 7, 0.5);
    float[] seen = new float[1000];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = forwards.factor(i);
    }
    for (int i = seen.length - 1; i >= 0; i--) {
      assertEquals(seen[i], backwards.factor(i));
    }
  }

  @Test
  void seedNodeAndStepEachChangeTheMask() {
    DropoutMask mask = DropoutMask.of(1, "drop", 0, 0.5);
    for (DropoutMask other :
        new DropoutMask[] {
          DropoutMask.of(2, "drop", 0, 0.5),
          DropoutMask.of(1, "other", 0, 0.5),
          DropoutMask.of(1, "drop", 1, 0.5)
        }) {
      int different = 0;
      for (int i = 0; i < VALUES; i++) {
        different += mask.factor(i) == other.factor(i) ? 0 : 1;
      }
      // Independent masks differ in half of the places: 50,000 ± 158.
      assertEquals(VALUES / 2.0, different, 800);
    }
  }

  @Test
  void neighboursAreIndependent() {
    DropoutMask mask = DropoutMask.of(1, "drop", 0, 0.5);
    int equal = 0;
    for (int i = 0; i < VALUES; i++) {
      equal += mask.factor(i) == mask.factor(i + 1) ? 1 : 0;
    }
    assertEquals(VALUES / 2.0, equal, 800);
  }
}
