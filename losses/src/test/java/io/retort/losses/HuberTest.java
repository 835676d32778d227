package io.retort.losses;

import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.loss.Target;
import org.junit.jupiter.api.Test;

class HuberTest {

  @Test
  void squaredUpToDeltaAndLinearBeyond() {
    // Differences 1 and −3 with δ = 2: 1/2 and 2 (3 − 1); a second row of equal values.
    Evaluated evaluation =
        Evaluated.of(
            new Huber(2),
            rows(row(1, -3), row(7, 7)),
            new Target.Values(rows(row(0, 0), row(7, 7))));

    evaluation.assertValue((0.5 + 4) / 2 / 2);
    evaluation.assertGradient(1 / 4.0, -2 / 4.0, 0, 0);
  }

  @Test
  void branchesMeetAtDelta() {
    Evaluated at = Evaluated.of(new Huber(2), rows(row(2)), new Target.Values(rows(row(0))));

    at.assertValue(2);
    at.assertGradient(2);
  }

  @Test
  void logitsOfTenThousandPullNoHarderThanDelta() {
    Evaluated evaluation =
        Evaluated.of(new Huber(1), rows(row(1e4)), new Target.Logits(rows(row(-1e4))));

    evaluation.assertValue(20_000 - 0.5);
    evaluation.assertGradient(1);
  }

  @Test
  void deltaIsAboveZero() {
    assertThrows(IllegalArgumentException.class, () -> new Huber(0));
    assertThrows(IllegalArgumentException.class, () -> new Huber(Double.NaN));
  }
}
