package io.retort.losses;

import static io.retort.losses.Evaluated.logs;
import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.losses.KullbackLeibler.Direction;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KullbackLeiblerTest {
  /** KL((2, 1, 1)/4 ‖ (1, 1, 6)/8) = 1/2 ln 4 + 1/4 ln 2 + 1/4 ln(1/3). */
  private static final double FORWARD = 1.25 * Math.log(2) - 0.25 * Math.log(3);

  /** KL((1, 1, 6)/8 ‖ (2, 1, 1)/4) = 1/8 ln(1/4) + 1/8 ln(1/2) + 3/4 ln 3. */
  private static final double REVERSE = 0.75 * Math.log(3) - 0.375 * Math.log(2);

  private final double[] teacher = logs(2, 1, 1);
  private final double[] student = logs(1, 1, 6);

  @Test
  void forwardWeighsByTheTeacher() {
    Evaluated evaluation =
        Evaluated.of(new KullbackLeibler(1), rows(student), new Target.Logits(rows(teacher)));

    evaluation.assertValue(FORWARD);
    evaluation.assertGradient(1 / 8.0 - 1 / 2.0, 1 / 8.0 - 1 / 4.0, 3 / 4.0 - 1 / 4.0);
  }

  @Test
  void reverseWeighsByTheStudent() {
    Evaluated evaluation =
        Evaluated.of(reverse(1), rows(student), new Target.Logits(rows(teacher)));

    evaluation.assertValue(REVERSE);
    // q (log(q/p) − KL)
    evaluation.assertGradient(
        (Math.log(1 / 4.0) - REVERSE) / 8,
        (Math.log(1 / 2.0) - REVERSE) / 8,
        (Math.log(3) - REVERSE) * 3 / 4);
  }

  @Test
  void valueIsTheMeanOverRowsAndNotOverClasses() {
    Evaluated.of(
            new KullbackLeibler(1),
            rows(student, teacher),
            new Target.Logits(rows(teacher, teacher)))
        .assertValue(FORWARD / 2);
  }

  @Test
  void temperatureDividesLogitsAndMultipliesTheLossByItsSquare() {
    // Doubled logits at temperature 2 are the distributions above; the slope is T (q − p).
    Evaluated evaluation =
        Evaluated.of(
            new KullbackLeibler(2), rows(twice(student)), new Target.Logits(rows(twice(teacher))));

    evaluation.assertValue(4 * FORWARD);
    evaluation.assertGradient(-3 / 4.0, -1 / 4.0, 1);
  }

  @Test
  void unscaledLossLacksTheSquareOnly() {
    Evaluated evaluation =
        Evaluated.of(
            new KullbackLeibler(2, false, Direction.FORWARD),
            rows(twice(student)),
            new Target.Logits(rows(twice(teacher))));

    evaluation.assertValue(FORWARD);
    evaluation.assertGradient(-3 / 16.0, -1 / 16.0, 1 / 4.0);
  }

  @Test
  void temperatureGradientTendsToLogitDifference() {
    // Rows of mean 0, three classes, a batch of two: (z − t) / 3 / 2.
    Tensor z = rows(row(1, -3, 2), row(0.5, 0.5, -1));
    Tensor t = rows(row(4, -1, -3), row(-2, 3, -1));
    double[] expected = {-3 / 6.0, -2 / 6.0, 5 / 6.0, 2.5 / 6, -2.5 / 6, 0};

    double temperature = 3000;
    for (Loss loss :
        new Loss[] {
          new KullbackLeibler(temperature),
          reverse(temperature),
          new SoftCrossEntropy(temperature, true)
        }) {
      float[] gradient = Evaluated.of(loss, z, new Target.Logits(t)).gradient();
      for (int i = 0; i < expected.length; i++) {
        // What is left of 1/T, and T times the rounding of probabilities to 32 bits.
        assertEquals(expected[i], gradient[i], 1e-3, loss + " at " + i);
      }
    }
    float[] squares =
        Evaluated.of(new MeanSquaredError(MeanSquaredError.On.LOGITS), z, new Target.Logits(t))
            .gradient();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], squares[i] / 2, 1e-6, "half the squared error has this gradient");
    }
  }

  @Test
  void teacherMayGiveLogitsProbabilitiesOrTheirLogarithms() {
    // At T = 2 the probabilities (4, 1, 1)/6 become (2, 1, 1)/4.
    for (KullbackLeibler loss : new KullbackLeibler[] {new KullbackLeibler(2), reverse(2)}) {
      double expected = 4 * (loss.direction() == Direction.FORWARD ? FORWARD : REVERSE);
      Evaluated logits =
          Evaluated.of(loss, rows(twice(student)), new Target.Logits(rows(twice(teacher))));
      Evaluated probabilities =
          Evaluated.of(
              loss,
              rows(twice(student)),
              new Target.Probabilities(rows(row(4 / 6.0, 1 / 6.0, 1 / 6.0))));
      Evaluated logarithms =
          Evaluated.of(
              loss,
              rows(twice(student)),
              new Target.LogProbabilities(rows(logs(4 / 6.0, 1 / 6.0, 1 / 6.0))));

      logits.assertValue(expected);
      probabilities.assertSameAs(logits);
      logarithms.assertSameAs(logits);
    }
  }

  @Test
  void softmaxOfProbabilitiesIsNotTakenTwice() {
    Evaluated evaluation =
        Evaluated.of(
            new KullbackLeibler(1),
            rows(logs(0.7, 0.2, 0.1)),
            new Target.Probabilities(rows(row(0.7, 0.2, 0.1))));

    evaluation.assertValue(0);
    evaluation.assertGradient(0, 0, 0);
  }

  @Test
  void divergenceIsPositiveExceptAtEquality() {
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      double[] z = random.doubles(4, -6, 6).toArray();
      double[] t = random.doubles(4, -6, 6).toArray();
      for (KullbackLeibler loss : new KullbackLeibler[] {new KullbackLeibler(3), reverse(3)}) {
        assertTrue(Evaluated.of(loss, rows(z), new Target.Logits(rows(t))).value() > 1e-6);
        assertEquals(0, Evaluated.of(loss, rows(z), new Target.Logits(rows(z))).value(), 1e-12);
      }
    }
  }

  @Test
  void logitsOfTenThousandGiveTheirMargin() {
    Tensor z = rows(row(1e4, -1e4));
    Target t = new Target.Logits(rows(row(-1e4, 1e4)));

    for (KullbackLeibler loss : new KullbackLeibler[] {new KullbackLeibler(1), reverse(1)}) {
      Evaluated.of(loss, z, t).assertValue(20_000);
      // The margin is 5,000 at temperature 4, and the square 16.
      Evaluated.of(loss.withTemperature(4), z, t).assertValue(80_000);
    }
    Evaluated.of(new KullbackLeibler(1), z, t).assertGradient(1, -1);
  }

  @Test
  void teachersZerosStayZeroInTheForwardDivergence() {
    // (1/2, 1/2, 0) is its own tempered form, and the student's is uniform.
    Evaluated evaluation =
        Evaluated.of(
            new KullbackLeibler(4),
            rows(row(0, 0, 0)),
            new Target.Probabilities(rows(row(0.5, 0.5, 0))));

    evaluation.assertValue(16 * Math.log(3 / 2.0));
    evaluation.assertGradient(-4 / 6.0, -4 / 6.0, 4 / 3.0);
  }

  @Test
  void teachersZerosAreVerySmallInTheReverseDivergence() {
    double logZero = -149 * Math.log(2);
    double expected = Math.log(1 / 3.0) - (2 * Math.log(0.5) + logZero) / 3;

    Evaluated probabilities =
        Evaluated.of(
            reverse(1), rows(row(0, 0, 0)), new Target.Probabilities(rows(row(0.5, 0.5, 0))));
    Evaluated logarithms =
        Evaluated.of(
            reverse(1),
            rows(row(0, 0, 0)),
            new Target.LogProbabilities(
                rows(row(Math.log(0.5), Math.log(0.5), Double.NEGATIVE_INFINITY))));

    probabilities.assertValue(expected);
    probabilities.assertFinite();
    logarithms.assertSameAs(probabilities);
  }

  @Test
  void fortyThousandClassesAreComparedEach() {
    int classes = 40_000;
    try (Tensor z = Tensor.allocate(Shape.of(1, classes));
        Tensor t = Tensor.allocate(Shape.of(1, classes))) {
      // The teacher's last class weighs as much as all others together.
      t.set(classes - 1, (float) Math.log(classes - 1));
      Evaluated evaluation = Evaluated.of(new KullbackLeibler(1), z, new Target.Logits(t));

      // ln C − entropy, the entropy being ln 2 + 1/2 ln(C − 1)
      evaluation.assertValue(Math.log(classes) - Math.log(2) - 0.5 * Math.log(classes - 1));
      assertEquals(1.0 / classes - 0.5, evaluation.gradient()[classes - 1], 2e-7);
    }
  }

  @Test
  void logitsGivenAsProbabilitiesAreRefused() {
    assertEquals(
        "Row 1 of the teacher's probabilities sums to 3.0 with a smallest value of -1.0; outputs"
            + " before softmax must be given as logits",
        evaluationError(new Target.Probabilities(rows(row(0.5, 0.25, 0.25), row(4, -1, 0)))));
  }

  @Test
  void shapesThatDifferAreBothNamed() {
    assertEquals(
        "The target has the shape 2x4, but the student's output has 2x3",
        evaluationError(new Target.Logits(Tensor.allocate(Shape.of(2, 4)))));
  }

  @Test
  void targetsOfAnotherKindAreRefusedByName() {
    String message = evaluationError(new Target.Classes(new int[] {0, 1}));

    assertTrue(message.startsWith("KullbackLeibler compares with ["), message);
    assertTrue(message.endsWith("not with CLASSES"), message);
  }

  @Test
  void temperatureIsAboveZero() {
    for (double temperature : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new KullbackLeibler(1).withTemperature(temperature));
    }
  }

  @Test
  void movingTheTemperatureKeepsTheOtherSettings() {
    assertEquals(
        new KullbackLeibler(7, false, Direction.REVERSE),
        new KullbackLeibler(2, false, Direction.REVERSE).withTemperature(7));
  }

  private String evaluationError(Target target) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> Evaluated.of(new KullbackLeibler(1), rows(student, student), target))
        .getMessage();
  }

  private static KullbackLeibler reverse(double temperature) {
    return new KullbackLeibler(temperature, true, Direction.REVERSE);
  }

  private static double[] twice(double[] row) {
    double[] doubled = row.clone();
    for (int i = 0; i < doubled.length; i++) {
      doubled[i] *= 2;
    }
    return doubled;
  }
}
