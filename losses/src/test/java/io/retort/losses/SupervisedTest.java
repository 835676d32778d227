package io.retort.losses;

import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.loss.Target;
import org.junit.jupiter.api.Test;

class SupervisedTest {
  private final Supervised loss = new Supervised();

  @Test
  void classesGetCrossEntropy() {
    Evaluated.of(loss, rows(row(0, Math.log(3))), new Target.Classes(new int[] {0}))
        .assertValue(Math.log(4));
  }

  @Test
  void multiLabelsGetBinaryCrossEntropy() {
    Evaluated.of(loss, rows(row(Math.log(3), 0)), new Target.MultiLabels(rows(row(1, 0))))
        .assertValue(Math.log(8 / 3.0));
  }

  @Test
  void valuesGetMeanSquaredError() {
    Evaluated.of(loss, rows(row(1, 2)), new Target.Values(rows(row(0, 0)))).assertValue(2.5);
  }

  @Test
  void teachersLogitsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Evaluated.of(loss, rows(row(1, 2)), new Target.Logits(rows(row(1, 2)))));
  }
}
