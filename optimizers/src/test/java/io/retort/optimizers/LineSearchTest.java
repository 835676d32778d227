package io.retort.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.optimizers.LineSearch.Line;
import io.retort.optimizers.LineSearch.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSearchTest {
  private static final LineSearch CAREFUL = new LineSearch(1e-4, 0.1, 20, false);

  private final List<Double> trials = new ArrayList<>();

  private Line line(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    return step -> {
      trials.add(step);
      return new Point(step, value.applyAsDouble(step), slope.applyAsDouble(step));
    };
  }

  private static LineSearch.Result search(LineSearch search, Line line, double trial) {
    return search.search(line, line.at(0), trial);
  }

  private static void assertWolfe(LineSearch search, Line line, LineSearch.Result result) {
    Point start = line.at(0);
    Point end = result.point();
    assertTrue(result.wolfe(), () -> "The search failed at " + end);
    assertTrue(
        end.value() <= start.value() + search.sufficientDecrease() * end.step() * start.slope(),
        () -> "No sufficient decrease from " + start + " to " + end);
    assertTrue(
        Math.abs(end.slope()) <= search.curvature() * Math.abs(start.slope()),
        () -> "Too steep at " + end + " from " + start);
  }

  /** The first function of Moré and Thuente, 1994: −α/(α² + 2), whose minimum is at √2. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-1, 1, 10, 1e3})
  void conditionsHoldWhateverTheFirstTrial(double trial) {
    Line line = line(a -> -a / (a * a + 2), a -> (a * a - 2) / ((a * a + 2) * (a * a + 2)));
    assertWolfe(CAREFUL, line, search(CAREFUL, line, trial));
  }

  /**
   * Their second: (α + 0.004)⁵ − 2(α + 0.004)⁴, a long descent to a sharp turn at 1.596. It begins
   * with a slope of −5e-7, of which a tenth is less than the values show near the turn.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-1, 1, 10, 1e3})
  void conditionsHoldBehindALongDescent(double trial) {
    Line line =
        line(
            a -> Math.pow(a + 0.004, 5) - 2 * Math.pow(a + 0.004, 4),
            a -> 5 * Math.pow(a + 0.004, 4) - 8 * Math.pow(a + 0.004, 3));
    LineSearch half = new LineSearch(1e-4, 0.5, 20, false);
    assertWolfe(half, line, search(half, line, trial));
  }

  /** (α − 2)²: a first trial of 1.9 satisfies the conditions, |−0.2| ≤ 0.1·4. */
  @Test
  void exactSearchFindsTheMinimumOfAParabola() {
    Line line = line(a -> (a - 2) * (a - 2), a -> 2 * (a - 2));
    assertEquals(1.9, search(CAREFUL, line, 1.9).point().step());
    LineSearch exact = new LineSearch(1e-4, 0.1, 20, true);
    for (double trial : new double[] {0.01, 1.9, 2.1, 100}) {
      assertEquals(2, search(exact, line, trial).point().step(), 1e-12, "First trial " + trial);
    }
  }

  /** −ln(1 − α) − 3α is not finite from 1; its minimum is at 2/3. */
  @Test
  void whatIsNotFiniteIsTooFar() {
    Line line = line(a -> a < 1 ? -Math.log(1 - a) - 3 * a : Double.NaN, a -> 1 / (1 - a) - 3);
    assertWolfe(CAREFUL, line, search(CAREFUL, line, 1e6));
    trials.clear();
    Line infinite =
        line(
            a -> a < 1 ? -Math.log(1 - a) - 3 * a : Double.POSITIVE_INFINITY, a -> 1 / (1 - a) - 3);
    assertWolfe(CAREFUL, infinite, search(CAREFUL, infinite, 50));
  }

  /** The slope promises a decrease, but the function never changes. */
  @Test
  void aFlatFunctionLeavesTheStart() {
    LineSearch.Result result = search(CAREFUL, line(a -> 5, a -> -1), 1);
    assertFalse(result.wolfe());
    assertEquals(0, result.point().step());
    assertTrue(trials.stream().allMatch(Double::isFinite), () -> "Trials " + trials);
    assertTrue(trials.size() <= 1 + CAREFUL.evaluations(), () -> trials.size() + " evaluations");
  }

  /** exp(−α) has no minimum: the slope alone ends the search. */
  @Test
  void aFunctionThatFlattensOutIsFollowedUntilItDoes() {
    Line line = line(a -> Math.exp(-a), a -> -Math.exp(-a));
    assertWolfe(CAREFUL, line, search(CAREFUL, line, 1e-4));
  }

  /** |α − 1| has no point with a small slope, and yet one that is better than the start. */
  @Test
  void failureGivesTheLowestPointSeen() {
    Line line = line(a -> Math.abs(a - 1), a -> a < 1 ? -1 : 1);
    LineSearch.Result result = search(CAREFUL, line, 3);
    assertFalse(result.wolfe());
    double lowest = trials.stream().mapToDouble(a -> Math.abs(a - 1)).min().orElseThrow();
    assertEquals(lowest, result.point().value());
    assertTrue(lowest < 1e-3, () -> "The lowest of " + trials);
  }

  @Test
  void conditionsThatExcludeEachOtherAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Lbfgs(10, 1, 0.4, 0.3, 20));
  }
}
