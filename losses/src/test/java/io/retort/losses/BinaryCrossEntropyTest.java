package io.retort.losses;

import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BinaryCrossEntropyTest {
  private final BinaryCrossEntropy loss = new BinaryCrossEntropy(1, true);

  @Test
  void valueIsSummedOverLabelsAndAveragedOverRows() {
    // σ(ln 3) = 3/4 and σ(0) = 1/2: ln(4/3) + ln 2 in the first row, 2 ln 2 in the second.
    Evaluated evaluation =
        Evaluated.of(
            loss,
            rows(row(Math.log(3), 0), row(0, 0)),
            new Target.MultiLabels(rows(row(1, 0), row(1, 1))));

    evaluation.assertValue((Math.log(8 / 3.0) + 2 * Math.log(2)) / 2);
    evaluation.assertGradient(-1 / 8.0, 1 / 4.0, -1 / 4.0, -1 / 4.0);
  }

  @Test
  void temperatureHasNoEffectOnTrueLabels() {
    Tensor student = rows(row(2, -1, 0.5));
    Target target = new Target.MultiLabels(rows(row(1, 0, 1)));

    Evaluated.of(loss.withTemperature(5), student, target)
        .assertSameAs(Evaluated.of(loss, student, target));
  }

  @Test
  void teachersLogitsAreTemperedAndTheLossScaledByTheSquare() {
    // At T = 2: σ = 3/4 against 1/2; 4 [1/2 ln(4/3) + 1/2 ln 4]; slope T (3/4 − 1/2).
    Evaluated evaluation =
        Evaluated.of(
            loss.withTemperature(2),
            rows(row(2 * Math.log(3))),
            new Target.MultiLabelLogits(rows(row(0))));

    evaluation.assertValue(2 * Math.log(16 / 3.0));
    evaluation.assertGradient(0.5);
  }

  @Test
  void teachersProbabilitiesAreTemperedThroughTheirOdds() {
    // 9/10 has the odds 9, whose root 3 makes 3/4.
    Evaluated evaluation =
        Evaluated.of(
            loss.withTemperature(2),
            rows(row(0)),
            new Target.MultiLabelProbabilities(rows(row(0.9))));

    evaluation.assertValue(4 * Math.log(2));
    evaluation.assertGradient(-0.5);
  }

  @Test
  void certainTeachersStayCertainAtAnyTemperature() {
    Evaluated evaluation =
        Evaluated.of(
            loss.withTemperature(2),
            rows(row(0, 0)),
            new Target.MultiLabelProbabilities(rows(row(1, 0))));

    evaluation.assertValue(8 * Math.log(2));
    evaluation.assertGradient(-1, 1);
  }

  @Test
  void oneLabelIsTwoClasses() {
    // softmax of (0, z) is (1 − σ(z), σ(z)).
    assertEquals(
        Evaluated.of(new CrossEntropy(0), rows(row(0, 1.75)), new Target.Classes(new int[] {1}))
            .value(),
        Evaluated.of(loss, rows(row(1.75)), new Target.MultiLabels(rows(row(1)))).value(),
        1e-7);
  }

  @Test
  void logitsOfTenThousandGiveTheirSize() {
    Evaluated evaluation =
        Evaluated.of(loss, rows(row(1e4, -1e4)), new Target.MultiLabels(rows(row(0, 1))));

    evaluation.assertValue(20_000);
    evaluation.assertGradient(1, -1);
  }

  @Test
  void labelOutsideZeroToOneIsRefusedWithItsPlace() {
    assertEquals(
        "Row 1 of the target has 2.0 for label 0, not 0 to 1",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Evaluated.of(
                        loss, rows(row(0), row(0)), new Target.MultiLabels(rows(row(1), row(2)))))
            .getMessage());
  }
}
