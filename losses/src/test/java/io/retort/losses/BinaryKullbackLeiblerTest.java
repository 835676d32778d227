package io.retort.losses;

import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BinaryKullbackLeiblerTest {

  @Test
  void eachLabelIsADistributionOverYesAndNo() {
    // Teacher 3/4, student 1/2; teacher 1/2, student 3/4: the two divergences are not alike.
    Evaluated evaluation =
        Evaluated.of(
            new BinaryKullbackLeibler(1, true),
            rows(row(0, Math.log(3))),
            new Target.MultiLabelLogits(rows(row(Math.log(3), 0))));

    double first = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
    double second = 0.5 * Math.log(2 / 3.0) + 0.5 * Math.log(2);
    evaluation.assertValue(first + second);
    evaluation.assertGradient(-0.25, 0.25);
  }

  @Test
  void temperatureSoftensAndTheLossIsScaledByItsSquare() {
    // At T = 2: u = 3/4 against q = 1/2; slope T (1/2 − 3/4).
    Evaluated evaluation =
        Evaluated.of(
            new BinaryKullbackLeibler(2, true),
            rows(row(0)),
            new Target.MultiLabelLogits(rows(row(2 * Math.log(3)))));

    evaluation.assertValue(4 * (0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)));
    evaluation.assertGradient(-0.5);
  }

  @Test
  void logitsAndTheirProbabilitiesSayTheSame() {
    Tensor student = rows(row(0.5, -1));
    Evaluated logits =
        Evaluated.of(
            new BinaryKullbackLeibler(3, true),
            student,
            new Target.MultiLabelLogits(rows(row(Math.log(3), -Math.log(9)))));
    Evaluated probabilities =
        Evaluated.of(
            new BinaryKullbackLeibler(3, true),
            student,
            new Target.MultiLabelProbabilities(rows(row(0.75, 0.1))));

    logits.assertSameAs(probabilities);
  }

  @Test
  void twoLabelsAreNotTwoClasses() {
    // Softmax sees no difference between (2, 2) and (0, 0).
    Target.MultiLabelLogits both = new Target.MultiLabelLogits(rows(row(2, 2)));
    assertEquals(
        2
            * Evaluated.of(
                    new BinaryKullbackLeibler(1, true),
                    rows(row(0)),
                    new Target.MultiLabelLogits(rows(row(2))))
                .value(),
        Evaluated.of(new BinaryKullbackLeibler(1, true), rows(row(0, 0)), both).value(),
        1e-12);
    assertThrows(
        IllegalArgumentException.class,
        () -> Evaluated.of(new KullbackLeibler(1), rows(row(0, 0)), both));
  }

  @Test
  void certainTeachersAreFinite() {
    Evaluated.of(
            new BinaryKullbackLeibler(1, true),
            rows(row(0, 0)),
            new Target.MultiLabelProbabilities(rows(row(1, 0))))
        .assertValue(2 * Math.log(2));
  }
}
