package io.retort.losses;

import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CosineTest {
  private final Cosine loss = new Cosine();

  @Test
  void valueIsOneMinusTheCosineOfTheAngle() {
    // (3, 4)·(4, 3) / 25 = 0.96; slope (0.96 (0.6, 0.8) − (0.8, 0.6)) / 5; then a right angle.
    Evaluated evaluation =
        Evaluated.of(
            loss, rows(row(3, 4), row(2, 0)), new Target.Features(rows(row(4, 3), row(0, 5))));

    evaluation.assertValue((0.04 + 1) / 2);
    evaluation.assertGradient(-0.0448 / 2, 0.0336 / 2, 0, -0.25);
  }

  @Test
  void sameDirectionIsZeroAndOppositeIsTwo() {
    Evaluated.of(loss, rows(row(1, 2)), new Target.Logits(rows(row(10, 20)))).assertValue(0);
    Evaluated.of(loss, rows(row(1, 2)), new Target.Logits(rows(row(-3, -6)))).assertValue(2);
  }

  @Test
  void featureMapsAreComparedAsWholeRows() {
    Tensor student = Tensor.of(Shape.of(1, 2, 1), 3, 4);
    Tensor teacher = Tensor.of(Shape.of(1, 2, 1), 4, 3);

    Evaluated.of(loss, student, new Target.Features(teacher)).assertValue(0.04);
  }

  @Test
  void rowOfZerosHasLossOneAndNoGradient() {
    for (double[][] pair :
        new double[][][] {
          {row(0, 0), row(1, 2)},
          {row(1, 2), row(0, 0)},
          {row(0, 0), row(0, 0)},
          {row(1e-38, 0), row(1, 2)}
        }) {
      Evaluated evaluation = Evaluated.of(loss, rows(pair[0]), new Target.Features(rows(pair[1])));
      evaluation.assertValue(1);
      evaluation.assertGradient(0, 0);
    }
  }

  @Test
  void hugeValuesDoNotOverflow() {
    Evaluated evaluation =
        Evaluated.of(loss, rows(row(3e38, 0)), new Target.Features(rows(row(3e38, 3e38))));

    evaluation.assertValue(1 - Math.sqrt(0.5));
    evaluation.assertFinite();
  }
}
