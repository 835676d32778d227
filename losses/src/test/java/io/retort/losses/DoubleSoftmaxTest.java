package io.retort.losses;

import static io.retort.losses.Evaluated.logs;
import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleSoftmaxTest {

  @Test
  void valueIsTheDivergenceFromTheSoftenedProbabilities() {
    // softmax(T·(1/2, 1/4, 1/4)) with T = 4 ln 2 is (4, 2, 2)/8; the student has (1, 1, 6)/8:
    // 1/2 ln 4 + 1/4 ln 2 + 1/4 ln(1/3).
    Evaluated.of(
            new DoubleSoftmax(4 * Math.log(2), false),
            rows(logs(1, 1, 6)),
            new Target.Probabilities(rows(row(0.5, 0.25, 0.25))))
        .assertValue(1.25 * Math.log(2) - 0.25 * Math.log(3));
  }

  @Test
  void bothSidesAreSoftenedAlikeWhereThatIsAsked() {
    // The student's (1/4, 1/4, 1/2) becomes (2, 2, 4)/8: 1/2 ln 2 + 1/4 ln 1 + 1/4 ln(1/2).
    Evaluated.of(
            new DoubleSoftmax(4 * Math.log(2), true),
            rows(logs(1, 1, 2)),
            new Target.Probabilities(rows(row(0.5, 0.25, 0.25))))
        .assertValue(0.25 * Math.log(2));
  }

  @Test
  void logitsAndLogProbabilitiesAreTurnedIntoProbabilitiesFirst() {
    Tensor student = rows(row(1, -2, 3));
    DoubleSoftmax loss = new DoubleSoftmax(3, false);
    Evaluated expected =
        Evaluated.of(loss, student, new Target.Probabilities(rows(row(0.5, 0.25, 0.25))));
    Evaluated.of(loss, student, new Target.Logits(rows(logs(6, 3, 3)))).assertSameAs(expected);
    Evaluated.of(loss, student, new Target.LogProbabilities(rows(logs(0.5, 0.25, 0.25))))
        .assertSameAs(expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 4, 20})
  void onProbabilitiesTakenAsLogitsItIsTheTemperatureOneOverT(double factor) {
    double[] p = {0.6, 0.3, 0.1};
    double temperature = 1 / factor;
    assertTemperature(temperature, p, factor, p);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 4", "2, 4", "6, 1", "-3, 9"})
  void twoClassesHaveOneTemperature(double logOdds, double factor) {
    double temperature = logOdds / (factor * Math.tanh(logOdds / 2));
    assertTemperature(temperature, row(logOdds, 0), factor, softmax(logOdds, 0));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 4", "2, 4", "6, 1"})
  void oneClassAheadOfEqualOnesHasOneTemperature(double lead, double factor) {
    double odds = Math.exp(lead);
    double temperature = lead * (odds + 3) / (factor * (odds - 1));
    assertTemperature(temperature, row(0, lead, 0, 0), factor, softmax(0, lead, 0, 0));
  }

  @Test
  void everyPairOfClassesHasATemperatureOfItsOwn() {
    double[] logits = {2, 0.5, -3};
    double[] p = softmax(logits);
    double[] label = label(p, 4);
    for (int[] pair : new int[][] {{0, 1}, {0, 2}, {1, 2}}) {
      double gap = logits[pair[0]] - logits[pair[1]];
      double logarithmicMean = (p[pair[0]] - p[pair[1]]) / Math.log(p[pair[0]] / p[pair[1]]);
      double temperature = 1 / (4 * logarithmicMean);
      assertEquals(gap / temperature, Math.log(label[pair[0]] / label[pair[1]]), 1e-5);
    }
  }

  @Test
  void nearAnUndecidedTeacherTheTemperatureIsTheNumberOfClassesOverT() {
    double[] logits = {0.001, -0.002, 0.003, 0};
    double[] label = label(softmax(logits), 8);
    double[] tempered = softmax(Arrays.stream(logits).map(each -> each / (4.0 / 8)).toArray());
    for (int i = 0; i < label.length; i++) {
      // What is left is of second order in the logits; the first order moves it by some 1e-3.
      assertEquals(tempered[i], label[i], 5e-6);
    }
  }

  @Test
  void upToTwoItNeverSharpensAndFarAboveItDoes() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 200; trial++) {
      double[] p = softmax(random.doubles(5, -6, 6).toArray());
      double most = Arrays.stream(p).max().orElseThrow();
      double softened = Arrays.stream(label(p, 2)).max().orElseThrow();
      assertTrue(softened <= most + 1e-6, () -> most + " became " + softened);
    }
    assertTrue(label(row(0.5, 0.3, 0.2), 50)[0] > 0.99);
  }

  @Test
  void aSureTeacherLeavesTheLabelsBounded() {
    // e / (e + 9)
    assertEquals(0.2319693, label(row(1, 0, 0, 0, 0, 0, 0, 0, 0, 0), 1)[0], 1e-6);
  }

  @Test
  void aFactorOfZeroIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new DoubleSoftmax(0, false));
  }

  /** The loss is the divergence from {@code softmax(scores/temperature)}. */
  private static void assertTemperature(
      double temperature, double[] scores, double factor, double[] probabilities) {
    double[] student = new double[scores.length];
    Arrays.setAll(student, i -> 0.7 * i - 1);
    double[] tempered = Arrays.stream(scores).map(score -> score / temperature).toArray();
    Evaluated.of(
            new DoubleSoftmax(factor, false),
            rows(student),
            new Target.Probabilities(rows(probabilities)))
        .assertSameAs(
            Evaluated.of(new KullbackLeibler(1), rows(student), new Target.Logits(rows(tempered))));
  }

  /** The soft label, which is 1/C less the gradient at a student without an opinion. */
  private static double[] label(double[] probabilities, double factor) {
    float[] gradient =
        Evaluated.of(
                new DoubleSoftmax(factor, false),
                rows(new double[probabilities.length]),
                new Target.Probabilities(rows(probabilities)))
            .gradient();
    double[] label = new double[gradient.length];
    Arrays.setAll(label, i -> 1.0 / label.length - gradient[i]);
    return label;
  }

  private static double[] softmax(double... logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
  }
}
