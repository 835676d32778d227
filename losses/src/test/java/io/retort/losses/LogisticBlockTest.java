package io.retort.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Probabilities of labels in 32 bits are those of double precision, to 1e-6 of themselves. */
class LogisticBlockTest {
  private static final double TOLERANCE = 1e-6;

  @Test
  void moderateLogits() {
    SplittableRandom random = new SplittableRandom(3);
    for (double temperature : new double[] {0.5, 1, 3, 20}) {
      float[] logits = new float[512];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) random.nextDouble(-8, 8);
      }
      assertProbabilities(temperature, logits);
    }
  }

  @Test
  void logitsOfTenThousand() {
    assertProbabilities(1, 1e4f, -1e4f, 110, -110, 87, -87, 88, -88, 0, -0.0f);
    assertProbabilities(4, 1e4f, -1e4f, 360, -360, 340, -340);
  }

  @Test
  void theRestsOfManyEqualLogitsAreWhatOneHasSoOften() {
    LogisticBlock block = load(1, new float[512]);
    assertEquals(512 * Math.log(2), block.sumOfRests(512), 1e-9);
  }

  @Test
  void probabilitiesGiveTheirLogOdds() {
    LogisticBlock block = new LogisticBlock(4);
    block.loadProbabilities(new float[] {0, 1, 0.5f, 0.9f}, 4, 2);
    assertEquals(0, block.probabilities[0]);
    assertEquals(1, block.probabilities[1]);
    assertEquals(0.5, block.probabilities[2]);
    // The odds are the root of 9.
    assertEquals(0.75, block.probabilities[3], TOLERANCE);
  }

  @Test
  void oneThatIsNotANumberStaysSo() {
    LogisticBlock block = load(1, Float.NaN, 1);
    assertTrue(Float.isNaN(block.probabilities[0]));
    assertTrue(Double.isNaN(block.sumOfRests(2)));
  }

  private static LogisticBlock load(double temperature, float... logits) {
    LogisticBlock block = new LogisticBlock(logits.length);
    block.load(logits, logits.length, temperature);
    return block;
  }

  private static void assertProbabilities(double temperature, float... logits) {
    LogisticBlock block = load(temperature, logits);
    double rests = 0;
    for (int i = 0; i < logits.length; i++) {
      double odds = logits[i] / temperature;
      double expected = Logistic.sigmoid(odds);
      double tolerance = TOLERANCE * (1 + Math.abs(odds)) * expected + Float.MIN_NORMAL;
      assertEquals(expected, block.probabilities[i], tolerance, "the logit " + logits[i]);
      rests += Logistic.softplus(-Math.abs(odds));
    }
    assertEquals(rests, block.sumOfRests(logits.length), TOLERANCE * (1 + rests));
  }
}
