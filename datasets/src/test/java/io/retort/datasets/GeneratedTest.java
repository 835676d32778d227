package io.retort.datasets;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.tensor.Shape;
import io.retort.datasets.GeneralizedLinear.Function;
import io.retort.datasets.table.TaskKind;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedTest {

  /** Data by the numbers of samples and of test samples. */
  static List<Named<BiFunction<Integer, Integer, Record>>> settings() {
    return List.of(
        Named.of("friedman", (samples, tests) -> new Friedman(samples, tests, 10, 1)),
        Named.of(
            "generalized-linear",
            (samples, tests) ->
                new GeneralizedLinear(Function.LINEAR, 8, samples, tests, 0, 0, Optional.empty())),
        Named.of(
            "synthetic",
            (samples, tests) ->
                new Synthetic(Shape.of(4), samples, tests, TaskKind.REGRESSION, 3, 0.1)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void moreSamplesThanMemoryHoldsAreRefusedByTheKey(BiFunction<Integer, Integer, Record> settings) {
    assertTooManySamples("'samples'", settings, Integer.MAX_VALUE, 0);
    assertTooManySamples("'test-samples'", settings, 5, Integer.MAX_VALUE);
  }

  private static void assertTooManySamples(
      String key, BiFunction<Integer, Integer, Record> settings, int samples, int tests) {
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> settings.apply(samples, tests))
            .getMessage();
    assertTrue(refusal.startsWith(key + " asks for 2,147,483,647 samples of "), refusal);
  }
}
