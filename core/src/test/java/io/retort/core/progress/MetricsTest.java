package io.retort.core.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void aFigureThatIsNotFiniteAlwaysHasAReason() {
    assertEquals(
        Map.of("rmse", "the predictions or the labels are not finite"),
        error(Double.POSITIVE_INFINITY).undefined());
  }

  @Test
  void aFigureThatIsFiniteHasNoReasonToBeUndefined() {
    Figure figure =
        new Figure(1, Unit.NONE, true, Optional.of("never mind"), OptionalDouble.empty());
    assertEquals(Optional.empty(), figure.undefined());
  }

  @Test
  void betterMeansHigherOrLowerAsTheScoreSays() {
    assertTrue(accuracy(0.9).betterThan(accuracy(0.8)));
    assertFalse(accuracy(0.8).betterThan(accuracy(0.8)));
    assertTrue(error(0.1).betterThan(error(0.2)));
    assertFalse(error(0.2).betterThan(error(0.1)));
  }

  @Test
  void aScoreThatIsNoNumberIsTheWorst() {
    assertTrue(error(5).betterThan(error(Double.NaN)));
    assertFalse(error(Double.NaN).betterThan(error(5)));
    assertFalse(error(Double.NaN).betterThan(error(Double.NaN)));
  }

  @Test
  void theScoreIsOneOfTheFigures() {
    assertThrows(IllegalArgumentException.class, () -> new Metrics("accuracy", Map.of()));
  }

  private static Metrics accuracy(double value) {
    return new Metrics("accuracy", Map.of("accuracy", new Figure(value, Unit.SHARE, true)));
  }

  private static Metrics error(double value) {
    return new Metrics("rmse", Map.of("rmse", new Figure(value, Unit.OF_VALUES, false)));
  }
}
