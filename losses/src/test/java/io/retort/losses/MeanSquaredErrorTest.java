package io.retort.losses;

import static io.retort.losses.Evaluated.logs;
import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.losses.MeanSquaredError.On;
import org.junit.jupiter.api.Test;

class MeanSquaredErrorTest {
  private final MeanSquaredError loss = new MeanSquaredError(On.LOGITS);

  @Test
  void valueIsTheMeanOverRowsAndTheirElements() {
    // Squares 1, 4 and 0, 4: the means are 5/2 and 2.
    Evaluated evaluation =
        Evaluated.of(
            loss, rows(row(1, 2), row(3, 4)), new Target.Values(rows(row(0, 0), row(3, 2))));

    evaluation.assertValue(2.25);
    evaluation.assertGradient(0.5, 1, 0, 1);
  }

  @Test
  void featuresOfAnyRankAreComparedElementByElement() {
    Tensor student = Tensor.of(Shape.of(2, 1, 2, 1), 1, 2, 3, 4);
    Tensor teacher = Tensor.of(Shape.of(2, 1, 2, 1), 0, 0, 3, 2);

    Evaluated.of(loss, student, new Target.Features(teacher)).assertValue(2.25);
  }

  @Test
  void probabilitiesAreComparedWithTheStudentsSoftmax() {
    // q = (1, 3)/4 and p = (3, 1)/4: differences ∓1/2; slope q (d − Σ q d) with Σ q d = 1/4.
    Tensor student = rows(logs(1, 3));

    for (Target target :
        new Target[] {
          new Target.Probabilities(rows(row(0.75, 0.25))),
          new Target.LogProbabilities(rows(logs(0.75, 0.25)))
        }) {
      Evaluated evaluation = Evaluated.of(loss, student, target);
      evaluation.assertValue(0.25);
      evaluation.assertGradient(-3 / 16.0, 3 / 16.0);
    }
  }

  @Test
  void logitsAreComparedAsTheyAreOrOnProbabilities() {
    Tensor student = rows(logs(1, 3));
    Target target = new Target.Logits(rows(logs(3, 1)));

    Evaluated.of(loss, student, target).assertValue(Math.log(3) * Math.log(3));
    Evaluated.of(new MeanSquaredError(On.PROBABILITIES), student, target).assertValue(0.25);
  }

  @Test
  void logitsOfTenThousandGiveTheirSquare() {
    Evaluated evaluation =
        Evaluated.of(loss, rows(row(1e4, 0)), new Target.Logits(rows(row(-1e4, 0))));

    evaluation.assertValue(2e8);
    evaluation.assertGradient(2e4, 0);
  }

  @Test
  void shapesThatDifferAreBothNamed() {
    assertEquals(
        "The target has the shape 2x3, but the student's output has 2x3x1",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Evaluated.of(
                        loss,
                        Tensor.allocate(Shape.of(2, 3, 1)),
                        new Target.Features(Tensor.allocate(Shape.of(2, 3)))))
            .getMessage());
  }
}
