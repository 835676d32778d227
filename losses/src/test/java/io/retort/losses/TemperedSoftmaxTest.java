package io.retort.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * Distributions in 32 bits are those of double precision: logarithms to 1e-6 of themselves and 1,
 * and probabilities, of which those below the smallest number of full precision may be 0, to as
 * much.
 */
class TemperedSoftmaxTest {
  private static final double TOLERANCE = 1e-6;

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void moderateLogits() {
    for (double temperature : new double[] {0.5, 1, 3, 4, 20}) {
      assertDistribution(temperature, drawn(1, 8));
      assertDistribution(temperature, drawn(2, 8));
      assertDistribution(temperature, drawn(10, 8));
      assertDistribution(temperature, drawn(1003, 8));
      assertDistribution(temperature, drawn(10_000, 8));
    }
  }

  @Test
  void logitsOfTenThousand() {
    for (double temperature : new double[] {0.5, 1, 3, 4}) {
      assertDistribution(temperature, drawn(100, 1e4));
      assertDistribution(temperature, 1e4f, -1e4f);
      assertDistribution(temperature, -1e4f, -1e4f, -1e4f);
    }
  }

  @Test
  void largeLogitsThatDifferByLittle() {
    // Their neighbours in 32 bits are 2⁻¹⁰ apart, and exact multiples of it.
    assertDistribution(3, 1e4f, 1e4f + 0x1p-10f, 1e4f - 0x1p-9f);
    assertDistribution(0.7, -1e4f, -1e4f + 0x1p-10f);
  }

  @Test
  void equalLogits() {
    float[] equal = new float[10_000];
    assertDistribution(4, equal);
    TemperedSoftmax softmax = load(4, equal);
    assertEquals(10_000, softmax.sum(0));
    assertEquals(1, softmax.exponentials[9_999]);
  }

  @Test
  void classesThatAreMaskedByMinusInfinityHaveNoProbability() {
    TemperedSoftmax masked = load(4, 1, Float.NEGATIVE_INFINITY, 2);
    TemperedSoftmax without = load(4, 1, 2);
    assertEquals(without.sum(0), masked.sum(0));
    assertEquals(0, masked.exponentials[1]);
    assertEquals(Float.NEGATIVE_INFINITY, masked.scores[1]);
  }

  @Test
  void theSumOfManySmallOnesCounts() {
    // The largest has 1/3 of the weight, and each of the others less than one bit of that.
    float[] logits = new float[1 << 17];
    logits[0] = (float) Math.log(1 << 16);
    assertDistribution(1, logits);
  }

  @Test
  void oneThatIsNotANumberSpoilsItsRow() {
    TemperedSoftmax softmax = load(1, 1, Float.NaN, 2);
    assertTrue(Double.isNaN(softmax.logSum(0)));
  }

  private float[] drawn(int classes, double largest) {
    float[] logits = new float[classes];
    for (int i = 0; i < classes; i++) {
      logits[i] = (float) random.nextDouble(-largest, largest);
    }
    return logits;
  }

  private static TemperedSoftmax load(double temperature, float... logits) {
    TemperedSoftmax softmax =
        TemperedSoftmax.ofLogits(Tensor.of(Shape.of(1, logits.length), logits), temperature);
    softmax.load(0, 1);
    return softmax;
  }

  private static void assertDistribution(double temperature, float... logits) {
    TemperedSoftmax softmax = load(temperature, logits);
    double[] scores = new double[logits.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = logits[i] / temperature;
    }
    double largest = DoubleStream.of(scores).max().orElseThrow();
    double logSum =
        largest + Math.log(DoubleStream.of(scores).map(score -> Math.exp(score - largest)).sum());
    for (int i = 0; i < scores.length; i++) {
      double logarithm = scores[i] - logSum;
      double tolerance = TOLERANCE * (1 + Math.abs(logarithm));
      double probability = Math.exp(logarithm);
      String place = "class " + i + " of " + logits.length + " at T = " + temperature;
      if (probability > 0) {
        assertEquals(logarithm, softmax.scores[i] - softmax.logSum(0), tolerance, place);
      }
      assertEquals(
          probability,
          softmax.exponentials[i] / softmax.sum(0),
          tolerance * probability + Float.MIN_NORMAL,
          place);
    }
  }
}
