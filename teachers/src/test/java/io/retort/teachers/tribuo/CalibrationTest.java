package io.retort.teachers.tribuo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.teachers.SvmSettings;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
  private static final int CLASSES = 3;
  private static final int TRAIN = 450;
  private static final int TEST = 3000;

  @Test
  void temperatureOfTheGreatestLikelihoodIsFound() {
    // Decisions z_i − z_j between three classes have the margins 1.5·(z_i − mean of z).
    Random random = new Random(1);
    double[][] decisions = new double[20_000][];
    int[] labels = new int[decisions.length];
    for (int i = 0; i < decisions.length; i++) {
      double[] z = {
        2 * random.nextGaussian(), 2 * random.nextGaussian(), 2 * random.nextGaussian()
      };
      decisions[i] = new double[] {z[0] - z[1], z[0] - z[2], z[1] - z[2]};
      double[] odds = new double[CLASSES];
      for (int c = 0; c < CLASSES; c++) {
        odds[c] = Math.exp(1.5 * z[c] / 2);
      }
      labels[i] = draw(odds, random);
    }
    assertEquals(2, TemperatureScaling.fit(decisions, labels, CLASSES).temperature(), 0.06);
  }

  @Test
  void sigmoidOfTheGreatestLikelihoodIsFound() {
    Random random = new Random(2);
    double[][] decisions = new double[20_000][];
    int[] labels = new int[decisions.length];
    for (int i = 0; i < decisions.length; i++) {
      double decision = random.nextGaussian();
      decisions[i] = new double[] {decision};
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-3 * decision + 1)) ? 0 : 1;
    }
    PlattScaling platt = PlattScaling.fit(decisions, labels, 2);
    assertArrayEquals(new double[] {-3}, platt.slope(), 0.15);
    assertArrayEquals(new double[] {1}, platt.offset(), 0.1);
  }

  @Test
  void plattsTargetsKeepSeparableClassesFromBecomingCertain() {
    // Two samples: Platt's targets are 2/3 for the positive one and 1/3 for the negative one.
    PlattScaling platt = PlattScaling.fit(new double[][] {{1}, {-1}}, new int[] {0, 1}, 2);
    assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0}, apply(platt, 1), 1e-4);
  }

  @Test
  void probabilitiesThatAgreeWithAllPairsAreFound() {
    double[] p = {0.5, 0.2, 0.3};
    // Each sigmoid is then p_i / (p_i + p_j).
    double[] decisions = {Math.log(p[0] / p[1]), Math.log(p[0] / p[2]), Math.log(p[1] / p[2])};
    PlattScaling platt = new PlattScaling(new double[] {-1, -1, -1}, new double[3]);
    double[] coupled = new double[CLASSES];
    platt.apply(decisions, coupled);
    assertArrayEquals(p, coupled, 1e-6);
  }

  @Test
  void extremeDecisionsGiveFiniteProbabilities() {
    assertArrayEquals(new double[] {1, 0}, apply(new TemperatureScaling(0.01), 1e4), 1e-12);
    PlattScaling steep = new PlattScaling(new double[] {-50}, new double[] {0});
    assertArrayEquals(new double[] {1, 0}, apply(steep, 1e4), 1e-6);
    assertArrayEquals(new double[] {0, 1}, apply(steep, -1e4), 1e-6);
  }

  @Test
  void pairsAreNumberedInOrder() {
    int next = 0;
    for (int i = 0; i < 5; i++) {
      for (int j = i + 1; j < 5; j++) {
        assertEquals(next++, ClassPairs.index(i, j, 5));
      }
    }
    assertEquals(next, ClassPairs.count(5));
  }

  private static double[] apply(SvmCalibration calibration, double decision) {
    double[] probabilities = new double[2];
    calibration.apply(new double[] {decision}, probabilities);
    return probabilities;
  }

  /** Three normal distributions that overlap, so that the true probabilities are known. */
  @ParameterizedTest
  @EnumSource(SvmSettings.Calibration.class)
  void calibratedMachineIsBetterThanTheSoftmaxOfItsMargins(SvmSettings.Calibration calibration) {
    Random random = new Random(4);
    float[][] rows = new float[TRAIN][];
    int[] labels = new int[TRAIN];
    draw(rows, labels, random);
    float[][] newRows = new float[TEST][];
    int[] newLabels = new int[TEST];
    draw(newRows, newLabels, random);
    ScaledPredictor fitted =
        (ScaledPredictor) fitting(calibration, 1, 1).classes(rows, labels, CLASSES, 5);
    CalibratedMachine machine = (CalibratedMachine) fitted.predictor();
    ScaledPredictor raw =
        new ScaledPredictor(
            fitted.scaling(),
            new CalibratedMachine(machine.decisions(), new TemperatureScaling(1)));
    double[][] before = predict(raw, newRows);
    double[][] after = predict(fitted, newRows);
    double errorBefore = expectedCalibrationError(before, newLabels);
    double errorAfter = expectedCalibrationError(after, newLabels);
    assertTrue(
        errorAfter < errorBefore,
        () -> "expected calibration error " + errorBefore + " before, " + errorAfter + " after");
    double likelihoodBefore = logLikelihood(before, newLabels);
    double likelihoodAfter = logLikelihood(after, newLabels);
    assertTrue(
        likelihoodAfter > likelihoodBefore,
        () -> "log-likelihood " + likelihoodBefore + " before, " + likelihoodAfter + " after");
  }

  @Test
  void calibrationKnowsNothingOfWhatTheMachineLearnedByHeart() {
    Random random = new Random(6);
    float[][] rows = new float[100][];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
      labels[i] = i % 2;
    }
    // So narrow a kernel separates all training samples, though there is nothing to be learned.
    SvmFitting byHeart = fitting(SvmSettings.Calibration.PLATT, 1000, 20);
    ScaledPredictor fitted = (ScaledPredictor) byHeart.classes(rows, labels, 2, 7);
    SvmDecisions machine = ((CalibratedMachine) fitted.predictor()).decisions();
    int right = 0;
    double mean = 0;
    for (int i = 0; i < rows.length; i++) {
      double decision = machine.on(fitted.scaling().apply(rows[i]))[0];
      right += (decision > 0) == (labels[i] == 0) ? 1 : 0;
      double[] output = new double[2];
      fitted.predict(rows[i], output);
      mean += output[labels[i]] / rows.length;
    }
    assertTrue(right > 95, "Not learned by heart: " + right + " of " + rows.length);
    assertTrue(mean < 0.65, "Mean probability of random labels: " + mean);
  }

  @Test
  void foldsShareOutEveryClass() {
    int[] labels = new int[50];
    for (int i = 40; i < 50; i++) {
      labels[i] = 1;
    }
    StratifiedFolds folds = StratifiedFolds.draw(labels, 2, 5, 8);
    for (int fold = 0; fold < 5; fold++) {
      int ones = 0;
      for (int sample : folds.inside(fold)) {
        ones += labels[sample];
      }
      assertEquals(10, folds.inside(fold).length);
      assertEquals(2, ones);
      assertEquals(40, folds.outside(fold).length);
    }
  }

  private static SvmFitting fitting(
      SvmSettings.Calibration calibration, double cost, double gamma) {
    return new SvmFitting(
        new SvmSettings(
            SvmSettings.Kernel.RBF, cost, Optional.of(gamma), 3, true, calibration, 5, 0.1));
  }

  private static void draw(float[][] rows, int[] labels, Random random) {
    double[][] centres = {{0, 1}, {1, -0.5}, {-1, -0.5}};
    for (int i = 0; i < rows.length; i++) {
      labels[i] = random.nextInt(CLASSES);
      double[] centre = centres[labels[i]];
      rows[i] =
          new float[] {
            (float) (centre[0] + random.nextGaussian()), (float) (centre[1] + random.nextGaussian())
          };
    }
  }

  private static int draw(double[] odds, Random random) {
    double sum = 0;
    for (double each : odds) {
      sum += each;
    }
    double rest = random.nextDouble() * sum;
    int drawn = 0;
    while (drawn < odds.length - 1 && rest >= odds[drawn]) {
      rest -= odds[drawn++];
    }
    return drawn;
  }

  private static double[][] predict(Predictor predictor, float[][] rows) {
    double[][] outputs = new double[rows.length][CLASSES];
    for (int i = 0; i < rows.length; i++) {
      predictor.predict(rows[i], outputs[i]);
    }
    return outputs;
  }

  /** Ten bins of the largest probability, as in Guo et al. */
  private static double expectedCalibrationError(double[][] outputs, int[] labels) {
    double[] gaps = new double[10];
    for (int i = 0; i < outputs.length; i++) {
      int best = 0;
      for (int c = 1; c < CLASSES; c++) {
        best = outputs[i][c] > outputs[i][best] ? c : best;
      }
      int bin = (int) Math.min(9, outputs[i][best] * 10);
      gaps[bin] += outputs[i][best] - (best == labels[i] ? 1 : 0);
    }
    double error = 0;
    for (double gap : gaps) {
      error += Math.abs(gap) / outputs.length;
    }
    return error;
  }

  private static double logLikelihood(double[][] outputs, int[] labels) {
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += Math.log(outputs[i][labels[i]]) / outputs.length;
    }
    return sum;
  }
}
