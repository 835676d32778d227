package io.retort.core.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.gradient.GradientCombination;
import io.retort.core.loss.TargetKind;
import io.retort.core.optimizer.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {

  @Test
  void epochsCountTheSmallerLastBatch() {
    assertEquals(3 * 3, settings(Optional.of(3), Optional.empty()).stepsFor(Fixtures.count(9)));
    assertEquals(3 * 2, settings(Optional.of(3), Optional.empty()).stepsFor(Fixtures.count(8)));
    assertEquals(7, settings(Optional.empty(), Optional.of(7)).stepsFor(Fixtures.count(9)));
  }

  @Test
  void aBatchOfMoreThanAllSamplesIsTheWholeSet() {
    assertEquals(3, settings(Optional.of(3), Optional.empty(), 9).stepsFor(Fixtures.count(9)));
    assertEquals(
        3,
        settings(Optional.of(3), Optional.empty(), Integer.MAX_VALUE).stepsFor(Fixtures.count(9)));
  }

  @Test
  void eitherEpochsOrStepsAreGiven() {
    assertThrows(IllegalArgumentException.class, () -> settings(Optional.of(1), Optional.of(1)));
    assertThrows(
        IllegalArgumentException.class, () -> settings(Optional.empty(), Optional.empty()));
  }

  private static TrainingSettings settings(Optional<Integer> epochs, Optional<Integer> steps) {
    return settings(epochs, steps, 4);
  }

  private static TrainingSettings settings(
      Optional<Integer> epochs, Optional<Integer> steps, int batch) {
    TrainingSettings usual = Fixtures.settings(0, 0, Optional.empty());
    return new TrainingSettings(
        epochs,
        steps,
        batch,
        usual.optimizer(),
        Schedule.CONSTANT,
        Fixtures.loss(Set.of(TargetKind.CLASSES)),
        0,
        0,
        Optional.empty(),
        TrainingSettings.Keep.LAST,
        20,
        GradientCombination.SUM,
        List.of(),
        Map.of());
  }
}
