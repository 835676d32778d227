package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What any combination of gradients must do.
 *
 * @param <C> the combination's configuration
 */
public abstract class GradientCombinationContract<C extends Record>
    extends ProviderContract<GradientCombinationProvider<C>, C> {
  private static final String COUNT = "There is not one weight for each objective";

  /** For subclasses. */
  protected GradientCombinationContract() {}

  /**
   * Settings to test with.
   *
   * @return a configuration
   */
  @Override
  protected abstract C configuration();

  private GradientCombination.Session session(int count, long seed) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "output-" + i).toList();
    return provider().create(configuration(), new TestContext(Path.of(""), 1)).start(names, seed);
  }

  @Test
  void oneObjectiveDescends() {
    GradientCombination.Session session = session(1, 1);
    for (int step = 0; step < 20; step++) {
      double[] weights =
          session.weights(KnownObjectives.of(new double[] {2.0 / (step + 1)}, new double[] {3, 4}));
      assertEquals(1, weights.length, COUNT);
      assertTrue(
          weights[0] > 0 && Double.isFinite(weights[0]),
          () -> "The only objective does not descend with the weight " + weights[0]);
    }
  }

  @Test
  void objectivesWithoutConflictAllDescend() {
    SplittableRandom random = new SplittableRandom(5);
    for (int count = 2; count < 6; count++) {
      GradientCombination.Session session = session(count, 1);
      for (int step = 0; step < 50; step++) {
        double[][] gradients = new double[count][];
        Arrays.setAll(gradients, i -> random.doubles(4, 0.1, 1).toArray());
        KnownObjectives objectives =
            KnownObjectives.of(random.doubles(count, 0.1, 3).toArray(), gradients);
        for (double descent : objectives.descents(session.weights(objectives))) {
          assertTrue(descent > 0, "An objective without conflict does not descend, but " + descent);
        }
      }
    }
  }

  @Test
  void weightsAreFiniteWhateverTheGradients() {
    double[][] none = {{0, 0}, {0, 0}, {0, 0}};
    double[][] some = {{0, 0}, {1, 2}, {0, 0}};
    double[][] equal = {{1, 2}, {1, 2}, {1, 2}};
    double[][] opposite = {{1, 2}, {-1, -2}, {-0.5, -1}};
    double[][] extreme = {{1e-15, 0}, {0, 1e15}, {-1e-15, -1e15}};
    for (double[][] gradients : List.of(none, some, equal, opposite, extreme)) {
      for (double[] values : List.of(new double[3], new double[] {1e-12, 1, 1e12})) {
        GradientCombination.Session session = session(3, 1);
        for (int step = 0; step < 200; step++) {
          double[] weights = session.weights(KnownObjectives.of(values, gradients));
          assertEquals(3, weights.length, COUNT);
          for (double weight : weights) {
            assertTrue(
                Double.isFinite(weight),
                () -> "A weight is not finite: " + Arrays.toString(weights));
          }
        }
      }
    }
  }

  @Test
  void whatBelongsToOneObjectiveAloneStillLearns() {
    // Nothing is shared, as where all that outputs have in common is frozen.
    GradientCombination.Session session = session(2, 1);
    KnownObjectives apart =
        KnownObjectives.of(new double[] {1, 2}, new double[] {0}, new double[] {0});
    for (double weight : session.weights(apart)) {
      assertTrue(weight > 0, "What belongs to one objective alone has the weight " + weight);
    }
  }

  @Test
  void theOrderOfTwoObjectivesDoesNotMatter() {
    SplittableRandom random = new SplittableRandom(9);
    GradientCombination.Session session = session(2, 1);
    GradientCombination.Session swapped = session(2, 1);
    for (int step = 0; step < 50; step++) {
      double[] values = random.doubles(2, 0.1, 3).toArray();
      double[] first = random.doubles(3, -1, 1).toArray();
      double[] second = random.doubles(3, -1, 1).toArray();
      double[] weights = session.weights(KnownObjectives.of(values, first, second));
      double[] others =
          swapped.weights(KnownObjectives.of(new double[] {values[1], values[0]}, second, first));
      assertArrayEquals(
          weights,
          new double[] {others[1], others[0]},
          1e-9 * (1 + weights[0]),
          "The order of two objectives matters");
    }
  }

  @Test
  void sessionsKnowNothingOfEachOtherAndSeedsDecide() {
    double[][] alone = run(session(4, 7), null);
    double[][] beside = run(session(4, 7), session(4, 8));
    for (int step = 0; step < alone.length; step++) {
      assertArrayEquals(
          alone[step], beside[step], "What happens in another session changes the weights");
    }
  }

  @Test
  void restoredStateGivesTheSameWeights() {
    GradientCombination.Session original = session(4, 7);
    SplittableRandom random = new SplittableRandom(11);
    run(original, null, random, 9);
    Map<String, double[]> saved = original.state();
    double[][] expected = run(original, null, random.split(), 9);
    GradientCombination.Session resumed = session(4, 7);
    resumed.restore(saved);
    SplittableRandom again = new SplittableRandom(11);
    run(session(4, 7), null, again, 9);
    double[][] weights = run(resumed, null, again.split(), 9);
    for (int step = 0; step < expected.length; step++) {
      assertArrayEquals(
          expected[step],
          weights[step],
          "After its state was restored, a session weighs otherwise");
    }
  }

  @Test
  void foreignStateIsRefused() {
    Map<String, double[]> foreign = Map.of("of no combination", new double[1]);
    assertThrows(
        IllegalArgumentException.class,
        () -> session(2, 1).restore(foreign),
        "The state of another combination is not refused");
  }

  private static double[][] run(
      GradientCombination.Session session, GradientCombination.Session disturbing) {
    return run(session, disturbing, new SplittableRandom(11), 30);
  }

  private static double[][] run(
      GradientCombination.Session session,
      GradientCombination.Session disturbing,
      SplittableRandom random,
      int steps) {
    double[][] weights = new double[steps][];
    for (int step = 0; step < weights.length; step++) {
      KnownObjectives objectives = KnownObjectives.drawn(4, 6, random);
      weights[step] = session.weights(objectives).clone();
      if (disturbing != null) {
        disturbing.weights(objectives);
      }
    }
    return weights;
  }
}
