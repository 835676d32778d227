package io.retort.losses;

import static io.retort.losses.Evaluated.logs;
import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SoftCrossEntropyTest {

  @Test
  void valueIsTheTeachersMeanOfTheStudentsLogarithms() {
    // −[1/2 ln(1/8) + 1/4 ln(1/8) + 1/4 ln(3/4)]
    Evaluated.of(
            new SoftCrossEntropy(1, true),
            rows(logs(1, 1, 6)),
            new Target.Probabilities(rows(row(0.5, 0.25, 0.25))))
        .assertValue(0.75 * Math.log(8) + 0.25 * Math.log(4 / 3.0));
  }

  @Test
  void exceedsTheDivergenceByTheTeachersEntropyAndSharesItsGradient() {
    // At T = 3 the teacher is (2, 1, 1)/4, whose entropy is 3/2 ln 2.
    Tensor student = rows(row(1, -2, 3), row(0, 5, -1));
    double[] teacher = row(3 * Math.log(2), 0, 0);
    Target target = new Target.Logits(rows(teacher, teacher));

    Evaluated soft = Evaluated.of(new SoftCrossEntropy(3, true), student, target);
    Evaluated divergence = Evaluated.of(new KullbackLeibler(3), student, target);

    assertEquals(9 * 1.5 * Math.log(2), soft.value() - divergence.value(), 1e-6);
    assertArrayEquals(divergence.gradient(), soft.gradient());
  }

  @Test
  void oneHotTeacherGivesCrossEntropy() {
    Tensor student = rows(row(1, -2, 3));

    Evaluated.of(
            new SoftCrossEntropy(1, true), student, new Target.Probabilities(rows(row(0, 1, 0))))
        .assertSameAs(
            Evaluated.of(new CrossEntropy(0), student, new Target.Classes(new int[] {1})));
  }

  @Test
  void logitsOfTenThousandGiveTheirMargin() {
    Evaluated.of(
            new SoftCrossEntropy(1, true),
            rows(row(1e4, -1e4)),
            new Target.Logits(rows(row(-1e4, 1e4))))
        .assertValue(20_000);
  }

  @Test
  void unscaledLossLacksTheSquareOnly() {
    Tensor student = rows(row(1, -2, 3));
    Target target = new Target.Logits(rows(row(2, 0, 1)));

    double scaled = Evaluated.of(new SoftCrossEntropy(4, true), student, target).value();
    double unscaled = Evaluated.of(new SoftCrossEntropy(4, false), student, target).value();

    assertEquals(16 * unscaled, scaled, 1e-9);
  }
}
