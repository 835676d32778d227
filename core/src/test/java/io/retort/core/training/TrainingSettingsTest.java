package io.retort.core.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.gradient.GradientCombination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {

  @Test
  void epochsCountTheSmallerLastBatch() {
    assertEquals(3 * 3, epochs(3, 4).stepsFor(Fixtures.count(9)));
    assertEquals(3 * 2, epochs(3, 4).stepsFor(Fixtures.count(8)));
    assertEquals(7, Fixtures.settings().steps(7).build().stepsFor(Fixtures.count(9)));
  }

  @Test
  void aBatchOfMoreThanAllSamplesIsTheWholeSet() {
    assertEquals(3, epochs(3, 9).stepsFor(Fixtures.count(9)));
    assertEquals(3, epochs(3, Integer.MAX_VALUE).stepsFor(Fixtures.count(9)));
  }

  @Test
  void eitherEpochsOrStepsAreGiven() {
    assertThrows(IllegalArgumentException.class, () -> lasting(Optional.of(1), Optional.of(1)));
    assertThrows(IllegalArgumentException.class, () -> lasting(Optional.empty(), Optional.empty()));
    TrainingSettings usual = epochs(3, 4);
    assertThrows(
        IllegalArgumentException.class,
        () -> TrainingSettings.builder(usual.optimizer(), usual.loss()).build());
  }

  @Test
  void ofEpochsAndStepsTheBuilderKeepsWhatWasSaidLast() {
    assertEquals(Optional.empty(), epochs(3, 4).toBuilder().steps(7).build().epochs());
    assertEquals(Optional.empty(), Fixtures.settings().steps(7).epochs(3).build().steps());
  }

  @Test
  void aBuilderOfSettingsKeepsThemAll() {
    TrainingSettings all =
        Fixtures.settings()
            .steps(7)
            .batch(2)
            .schedule((step, steps) -> 0.5)
            .l1(0.25)
            .l2(0.125)
            .clipNorm(3)
            .keep(TrainingSettings.Keep.BEST)
            .validations(5)
            .gradients((objectives, seed) -> GradientCombination.SUM.start(objectives, seed))
            .nodes(List.of(new NodeTuning(List.of("fc"), 0, 0)))
            .headWeights(Map.of("digit", 2.0))
            .classWeights(Map.of("seven", 3.0))
            .build();
    assertEquals(all, all.toBuilder().build());
    TrainingSettings balanced = epochs(3, 4).toBuilder().balanceClasses(true).build();
    assertEquals(balanced, balanced.toBuilder().build());
  }

  @Test
  void weightsOfClassesAreAbove0AndGivenInOneWay() {
    for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> Fixtures.settings().epochs(1).classWeights(Map.of("seven", weight)).build())
              .getMessage();
      assertEquals(
          "The weight " + weight + " of the class 'seven' is not a finite number above 0", message);
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Fixtures.settings()
                .epochs(1)
                .classWeights(Map.of("seven", 2.0))
                .balanceClasses(true)
                .build());
  }

  private static TrainingSettings epochs(int epochs, int batch) {
    return Fixtures.settings().epochs(epochs).batch(batch).build();
  }

  private static TrainingSettings lasting(Optional<Integer> epochs, Optional<Integer> steps) {
    TrainingSettings usual = epochs(1, 4);
    return new TrainingSettings(
        epochs,
        steps,
        usual.batch(),
        usual.dropLast(),
        usual.optimizer(),
        usual.schedule(),
        usual.loss(),
        usual.l1(),
        usual.l2(),
        usual.clipNorm(),
        usual.keep(),
        usual.validations(),
        usual.gradients(),
        usual.nodes(),
        usual.checkpoint(),
        usual.headWeights(),
        usual.classWeights(),
        usual.balanceClasses(),
        usual.augmentation());
  }
}
