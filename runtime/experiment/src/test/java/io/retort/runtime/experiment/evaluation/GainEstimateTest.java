package io.retort.runtime.experiment.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GainEstimateTest {

  @Test
  void theVarianceIsThatOfTheAnalysisOfVariance() {
    double[][] gains = {{0, 2, 4}, {4, 3, 5}};

    GainEstimate estimate = GainEstimate.crossed(3, gains);

    // Means of the seeds 2 and 4, of the samples 2, 2.5 and 4.5, of all 3: MS_seed = 3·2 = 6 and
    // MS_sample = 2·1.75 = 3.5. The first seed's residuals are 0−2−2+3, 2−2−2.5+3, 4−2−4.5+3 = −1,
    // 0.5 and 0.5, the second's the same turned: MS_rest = 2·1.5/2 = 1.5. So A = 6 and B = 2.
    assertEquals(Math.sqrt(8.0 / 6), estimate.standardError(), 1e-12);
    assertEquals(64 / (36 / 1.0 + 4 / 2.0), estimate.degreesOfFreedom(), 1e-12);
  }

  @Test
  void manySamplesOfNoVarianceLeaveStudentsTOfTheSeeds() {
    // Every sample gains as its seed does: 1, 2, 3; t(2 degrees, 97.5%) = 4.302653.
    double[][] gains = new double[3][1000];
    for (int seed = 0; seed < 3; seed++) {
      Arrays.fill(gains[seed], seed + 1);
    }

    GainEstimate estimate = GainEstimate.crossed(2, gains);

    assertEquals(2 - 4.302653 / Math.sqrt(3), estimate.low(), 1e-5);
    assertEquals(2 + 4.302653 / Math.sqrt(3), estimate.high(), 1e-5);
  }

  @Test
  void seedsThatAgreeSampleBySampleLeaveStudentsTOfTheSamples() {
    // All seeds gain 0, 1, 2, 3, 4 on the five samples: standard deviation √2.5, t(4) = 2.776445.
    double[] sample = {0, 1, 2, 3, 4};

    GainEstimate estimate = GainEstimate.crossed(2, new double[][] {sample, sample, sample});

    assertEquals(2 - 2.776445 * Math.sqrt(2.5 / 5), estimate.low(), 1e-5);
  }

  @Test
  void aSeedOrASampleAloneTellsNothing() {
    assertTrue(Double.isNaN(GainEstimate.crossed(1, new double[][] {{1, 2, 3}}).low()));
    assertTrue(Double.isNaN(GainEstimate.crossed(1, new double[][] {{1}, {2}}).low()));
    assertTrue(Double.isNaN(GainEstimate.resampled(new double[] {1}, 0.25).low()));
  }

  @Test
  void equalStudentsHaveAnIntervalOfNoWidth() {
    GainEstimate estimate = GainEstimate.crossed(0, new double[3][7]);

    assertEquals(0, estimate.low());
    assertEquals(0, estimate.high());
  }

  @Test
  void resampledVarianceIsThatOfNadeauAndBengio() {
    // Gains 1, 2, 3, a quarter of the samples for the test: (1/3 + 1/3)·1, t(2) = 4.302653.
    GainEstimate estimate = GainEstimate.resampled(new double[] {1, 2, 3}, 1.0 / 3);

    assertEquals(2 - 4.302653 * Math.sqrt(2.0 / 3), estimate.low(), 1e-5);
  }

  /** What varies in gains that are 0 on average: seeds, samples, and the rest. */
  private record Source(double seed, double sample, double rest) {}

  @Test
  void gainsThatAreNoneAreFoundAsRarelyAsPromised() {
    int experiments = 2000;
    for (int[] size : new int[][] {{2, 50}, {3, 30}, {3, 200}, {5, 30}, {5, 200}, {10, 100}}) {
      for (Source source :
          new Source[] {
            new Source(0, 0, 1),
            new Source(0, 1, 1),
            new Source(0.1, 0.3, 1),
            new Source(0.3, 1, 1),
            new Source(1, 0, 0.1),
            new Source(0.05, 3, 0.5)
          }) {
        Random random = new Random(7);
        int helped = 0;
        int missed = 0;
        for (int i = 0; i < experiments; i++) {
          GainEstimate estimate = draw(size[0], size[1], source, random);
          helped += estimate.low() > 0 ? 1 : 0;
          missed += estimate.low() > 0 || estimate.high() < 0 ? 1 : 0;
        }
        String which = Arrays.toString(size) + " " + source;
        // Promised are 2.5%; 4 standard errors of 2000 experiments are 1.4%.
        assertTrue(helped <= 0.039 * experiments, which + ": helped " + helped);
        assertTrue(missed <= 0.07 * experiments, which + ": missed " + missed);
      }
    }
  }

  private static GainEstimate draw(int seeds, int samples, Source source, Random random) {
    double[] ofSample = new double[samples];
    Arrays.setAll(ofSample, i -> source.sample() * random.nextGaussian());
    double[][] gains = new double[seeds][samples];
    double mean = 0;
    for (double[] row : gains) {
      double ofSeed = source.seed() * random.nextGaussian();
      for (int i = 0; i < samples; i++) {
        row[i] = ofSeed + ofSample[i] + source.rest() * random.nextGaussian();
        mean += row[i] / seeds / samples;
      }
    }
    return GainEstimate.crossed(mean, gains);
  }
}
