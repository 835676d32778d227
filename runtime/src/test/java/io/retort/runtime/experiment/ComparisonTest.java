package io.retort.runtime.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.training.Metrics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void intervalIsStudentsTOfThePairedDifferences() {
    // Differences 1, 2 and 3: mean 2, standard deviation 1, t(2 degrees, 97.5%) = 4.302653.
    Comparison comparison = Comparison.of("h", accuracies(10, 20, 30), accuracies(11, 22, 33));

    double half = 4.302653 / Math.sqrt(3);
    assertEquals(2, comparison.gain(), 1e-9);
    assertEquals(2 - half, comparison.low(), 1e-5);
    assertEquals(2 + half, comparison.high(), 1e-5);
    assertEquals(Comparison.Verdict.CANNOT_TELL, comparison.verdict());
  }

  @Test
  void anIntervalAboveZeroIsAGain() {
    Comparison comparison = Comparison.of("h", accuracies(10, 20, 30), accuracies(12, 22.1, 32.2));

    assertEquals(Comparison.Verdict.HELPED, comparison.verdict());
  }

  @Test
  void anIntervalBelowZeroIsALoss() {
    Comparison comparison = Comparison.of("h", accuracies(12, 22.1, 32.2), accuracies(10, 20, 30));

    assertEquals(Comparison.Verdict.DID_NOT_HELP, comparison.verdict());
  }

  @Test
  void aSmallerErrorIsAGain() {
    Comparison comparison = Comparison.of("h", errors(5, 6, 7), errors(4, 4.9, 5.8));

    assertEquals(1.1, comparison.gain(), 1e-9);
    assertEquals(Comparison.Verdict.HELPED, comparison.verdict());
  }

  @Test
  void oneSeedTellsNothing() {
    Comparison comparison = Comparison.of("h", accuracies(1), accuracies(99));

    assertEquals(Comparison.Verdict.CANNOT_TELL, comparison.verdict());
    assertTrue(Double.isNaN(comparison.low()));
  }

  @Test
  void equalStudentsAreNoGain() {
    Comparison comparison = Comparison.of("h", accuracies(5, 5), accuracies(5, 5));

    assertEquals(Comparison.Verdict.DID_NOT_HELP, comparison.verdict());
  }

  private static List<Metrics> accuracies(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> new Metrics("accuracy", true, Map.of("accuracy", value)))
        .toList();
  }

  private static List<Metrics> errors(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> new Metrics("rmse", false, Map.of("rmse", value)))
        .toList();
  }
}
