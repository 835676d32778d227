package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.retort.core.data.Task;
import io.retort.core.metric.LabelledPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.metric.Measurements;
import io.retort.core.metric.Metric;
import io.retort.core.metric.MetricProvider;
import io.retort.core.metric.MetricSet;
import io.retort.core.progress.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What any metric must do: give the same figure whatever the order and, unless it {@linkplain
 * #relatesSamples relates} samples to each other, the number of copies of the samples, be best
 * where predictions are perfect, and say in words where there is no figure. The heads on which it
 * is tried have classes, labels and values called {@code a}, {@code b} and so on, or are
 * embeddings.
 *
 * @param <C> the metric's configuration
 */
public abstract class MetricContract<C extends Record>
    extends ProviderContract<MetricProvider<C>, C> {
  private static final double TOLERANCE = 1e-9;
  private static final int SAMPLES = 40;

  /** For subclasses. */
  protected MetricContract() {}

  /**
   * A figure that was worked out by hand.
   *
   * @param predictions what a model says, and what is true
   * @param name the name of the figure
   * @param value what it must be
   */
  public record KnownFigure(LabelledPredictions predictions, String name, double value) {}

  /**
   * Figures that were worked out by hand, which alone can tell one metric from another.
   *
   * @return none, unless overridden
   */
  protected List<KnownFigure> knownFigures() {
    return List.of();
  }

  /**
   * Whether the figure of a sample depends on which other samples there are, as that of its
   * neighbours does. Then a second copy of every sample may change the figure.
   *
   * @return false, unless overridden
   */
  protected boolean relatesSamples() {
    return false;
  }

  private Metric metric() {
    return provider().create(configuration(), new TestContext(Path.of(""), 1));
  }

  /** A metric on a head. */
  private record Case(Metric metric, Task task) {
    LabelledPredictions drawn(long seed) {
      return MetricCases.drawn(task, SAMPLES, seed);
    }

    Measurement measure(LabelledPredictions predictions) {
      return Measurements.of(metric, predictions)
          .orElseThrow(
              () ->
                  new AssertionError(
                      "What is measured on " + task + " is not for its heads: " + metric.name()));
    }

    double value(LabelledPredictions predictions) {
      return measure(predictions).value();
    }

    @Override
    public String toString() {
      return "'" + metric.name() + "' on " + task;
    }
  }

  private List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Metric metric = metric();
    for (Task task : MetricCases.tasks()) {
      // Whether it is for such heads at all, its type says.
      MetricSet.figures(metric, task).forEach(figure -> cases.add(new Case(figure, task)));
    }
    assertFalse(cases.isEmpty(), "The metric has no figure for any head");
    return cases;
  }

  @Test
  void figuresFitTheHeadAndHaveNamesOfTheirOwn() {
    Set<List<Object>> names = new HashSet<>();
    for (Case each : cases()) {
      each.measure(each.drawn(1));
      String name = each.metric().name();
      assertTrue(
          name.equals(name.strip()) && !name.isEmpty() && name.lines().count() == 1,
          () -> "The name of a figure is not a line of text: '" + name + "'");
      assertTrue(names.add(List.of(name, each.task())), () -> "Two figures have one name: " + each);
    }
  }

  @Test
  void knownFiguresAreFound() {
    for (KnownFigure known : knownFigures()) {
      Case named =
          cases().stream()
              .filter(each -> each.metric().name().equals(known.name()))
              .filter(each -> Measurements.of(each.metric(), known.predictions()).isPresent())
              .findFirst()
              .orElseThrow(() -> new AssertionError("There is no figure " + known.name()));
      assertEquals(
          known.value(),
          named.value(known.predictions()),
          1e-6,
          () -> "'" + known.name() + "' is not what was worked out by hand");
    }
  }

  @Test
  void orderOfSamplesDoesNotMatter() {
    for (Case each : cases()) {
      LabelledPredictions drawn = each.drawn(2);
      assertEquals(
          each.value(drawn),
          each.value(MetricCases.shuffled(drawn, 3)),
          TOLERANCE,
          () -> "The order of samples matters to " + each);
    }
  }

  @Test
  void repeatingTheSamplesChangesNothing() {
    assumeFalse(relatesSamples(), "The samples are related to each other");
    for (Case each : cases()) {
      LabelledPredictions drawn = each.drawn(4);
      assertEquals(
          each.value(drawn),
          each.value(MetricCases.twice(drawn)),
          TOLERANCE,
          () -> "The number of samples matters to " + each);
    }
  }

  /** So that no metric escapes the test above by what it says of itself. */
  @Test
  void aMetricThatSaysThatItRelatesSamplesDoes() {
    assumeTrue(relatesSamples(), "The samples are not related to each other");
    for (Case each : cases()) {
      boolean told = false;
      for (int seed = 4; seed < 10; seed++) {
        LabelledPredictions drawn = each.drawn(seed);
        told |= Math.abs(each.value(drawn) - each.value(MetricCases.twice(drawn))) > TOLERANCE;
      }
      assertTrue(
          told,
          () -> "Samples are said to be related, but the number of copies is no matter: " + each);
    }
  }

  @Test
  void whatWasMeasuredBeforeDoesNotMatter() {
    List<Case> others = cases();
    for (int i = 0; i < others.size(); i++) {
      Case each = others.get(i);
      LabelledPredictions drawn = each.drawn(5);
      double first = each.value(drawn);
      each.value(each.drawn(6));
      assertEquals(first, each.value(drawn), () -> "What was measured before matters to " + each);
      assertEquals(
          first,
          cases().get(i).value(drawn),
          () -> "Two metrics of one configuration differ: " + each);
    }
  }

  @Test
  void perfectPredictionsAreTheBest() {
    for (Case each : cases()) {
      double sign = each.metric().higherIsBetter() ? 1 : -1;
      double perfect = sign * each.value(MetricCases.perfect(each.task(), SAMPLES, 7));
      boolean told = false;
      for (int seed = 7; seed < 20; seed++) {
        double drawn = sign * each.value(each.drawn(seed));
        assertTrue(
            drawn <= perfect + TOLERANCE, () -> "Perfect predictions are not the best by " + each);
        told |= drawn < perfect - TOLERANCE;
      }
      assertTrue(told, () -> "Perfect predictions are as good as others by " + each);
    }
  }

  @Test
  void sharesLieBetweenNoneAndAll() {
    for (Case each : cases()) {
      for (int seed = 20; seed < 30; seed++) {
        double value = each.value(each.drawn(seed));
        assertTrue(
            each.metric().unit() != Unit.SHARE || (value >= 0 && value <= 1),
            () -> "A share is not between 0 and 1, but " + value + ": " + each);
      }
    }
  }

  @Test
  void whatIsNoNumberIsSaidInWords() {
    for (Case each : cases()) {
      for (LabelledPredictions poor : MetricCases.poor(each.task())) {
        Measurement measured = each.measure(poor);
        assertEquals(
            Double.isFinite(measured.value()),
            measured.undefined().isEmpty(),
            () -> "It is not said why there is no figure, but " + measured.value() + ": " + each);
      }
    }
  }

  @Test
  void contributionsAreThoseOfLeavingOneSampleOut() {
    for (Case each : cases()) {
      LabelledPredictions drawn = each.drawn(30);
      double all = each.value(drawn);
      double[] expected = new double[SAMPLES];
      for (int left = 0; left < SAMPLES; left++) {
        int without = left;
        int[] rest = IntStream.range(0, SAMPLES).filter(i -> i != without).toArray();
        expected[left] = SAMPLES * all - (SAMPLES - 1) * each.value(drawn.subset(rest));
      }
      assertArrayEquals(
          expected,
          Measurements.contributions(each.metric(), drawn),
          1e-6 * (1 + Math.abs(all)),
          () -> "What samples contribute is not what is missing without them: " + each);
    }
  }
}
