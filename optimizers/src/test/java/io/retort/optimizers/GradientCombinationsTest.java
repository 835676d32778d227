package io.retort.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.gradient.GradientCombination;
import io.retort.testkit.KnownObjectives;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each combination of gradients gives, against values worked out by hand. */
class GradientCombinationsTest {
  private static final double[] ONES = {1, 1, 1, 1, 1, 1};

  private static GradientCombination.Session session(GradientCombination combination, int count) {
    return combination.start(IntStream.range(0, count).mapToObj(Integer::toString).toList(), 3);
  }

  private static double[] weights(GradientCombination combination, double[]... gradients) {
    return session(combination, gradients.length)
        .weights(KnownObjectives.of(Arrays.copyOf(ONES, gradients.length), gradients));
  }

  @Test
  void pcGradTakesAwayWhatIsInConflict() {
    // g₁·g₂ = −1: g₁ + g₂/2 and g₂ + g₁ are left.
    assertArrayEquals(
        new double[] {2, 1.5}, weights(new PcGrad(), new double[] {1, 0}, new double[] {-1, 1}));
    // g₁·g₂ = −2, ‖g₁‖² = 4, ‖g₂‖² = 2: g₁ + g₂ and g₂ + g₁/2.
    assertArrayEquals(
        new double[] {1.5, 2}, weights(new PcGrad(), new double[] {2, 0}, new double[] {-1, 1}));
  }

  @Test
  void pcGradIsTheSumWhereNothingIsInConflict() {
    assertArrayEquals(
        new double[] {1, 1, 1},
        weights(new PcGrad(), new double[] {1, 0}, new double[] {1, 1}, new double[] {0, 2}));
  }

  @Test
  void pcGradProjectsInAnOrderThatIsDrawnForEachGradient() {
    double[][] gradients = {{2, 1, 0}, {-1, 0.5, 1}, {-1, -1, -0.5}};
    KnownObjectives objectives = KnownObjectives.of(new double[3], gradients);
    GradientCombination.Session session = session(new PcGrad(), 3);
    List<double[]> possible = directions(gradients);
    List<Integer> seen = new ArrayList<>();
    for (int step = 0; step < 100; step++) {
      double[] weights = session.weights(objectives);
      double[] direction = new double[3];
      for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++) {
          direction[k] += weights[i] * gradients[i][k];
        }
      }
      seen.add(
          IntStream.range(0, possible.size())
              .filter(i -> distance(possible.get(i), direction) < 1e-9)
              .findFirst()
              .orElseThrow());
    }
    long different =
        IntStream.range(0, possible.size())
            .filter(
                i ->
                    IntStream.range(0, i)
                        .noneMatch(j -> distance(possible.get(i), possible.get(j)) < 1e-9))
            .count();
    assertTrue(different > 1, "The order must matter for this to be a test");
    assertEquals(different, seen.stream().distinct().count(), "Orders seen: " + seen);
  }

  /** The directions of all orders, from the vectors themselves. */
  private static List<double[]> directions(double[][] gradients) {
    List<double[]> sums = new ArrayList<>(List.of(new double[3]));
    for (int i = 0; i < 3; i++) {
      List<double[]> longer = new ArrayList<>();
      for (boolean swapped : new boolean[] {false, true}) {
        List<Integer> others = new ArrayList<>(List.of((i + 1) % 3, (i + 2) % 3));
        if (swapped) {
          Collections.reverse(others);
        }
        double[] left = gradients[i].clone();
        for (int other : others) {
          double along = dot(left, gradients[other]);
          if (along < 0) {
            double share = along / dot(gradients[other], gradients[other]);
            for (int k = 0; k < 3; k++) {
              left[k] -= share * gradients[other][k];
            }
          }
        }
        for (double[] sum : sums) {
          double[] next = sum.clone();
          for (int k = 0; k < 3; k++) {
            next[k] += left[k];
          }
          longer.add(next);
        }
      }
      sums = longer;
    }
    return sums;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int k = 0; k < left.length; k++) {
      sum += left[k] * right[k];
    }
    return sum;
  }

  private static double distance(double[] left, double[] right) {
    double[] difference = left.clone();
    for (int k = 0; k < left.length; k++) {
      difference[k] -= right[k];
    }
    return Math.sqrt(dot(difference, difference));
  }

  @Test
  void mgdaIsTheClosedFormulaForTwo() {
    // α₁ = (g₂ − g₁)·g₂ / ‖g₁ − g₂‖² = 3/5.
    assertArrayEquals(
        new double[] {0.6, 0.4},
        weights(new Mgda(), new double[] {1, 0}, new double[] {-1, 1}),
        1e-12);
    // The shorter of two that agree.
    assertArrayEquals(
        new double[] {1, 0}, weights(new Mgda(), new double[] {1, 0}, new double[] {3, 1}));
    assertArrayEquals(
        new double[] {0.5, 0.5}, weights(new Mgda(), new double[] {1, 2}, new double[] {1, 2}));
  }

  @Test
  void mgdaFindsTheShortestVectorOfSeveral() {
    // At right angles, weights are as the inverse squares of the lengths: 1, 1/4 and 4.
    assertArrayEquals(
        new double[] {1 / 5.25, 0.25 / 5.25, 4 / 5.25},
        weights(
            new Mgda(), new double[] {1, 0, 0}, new double[] {0, 2, 0}, new double[] {0, 0, 0.5}),
        1e-9);
    // Around the origin: there is no common descent.
    assertArrayEquals(
        new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0},
        weights(new Mgda(), new double[] {1, 0}, new double[] {0, 1}, new double[] {-1, -1}),
        1e-9);
  }

  @Test
  void caGradLooksForTheWorstImprovement() {
    // At right angles both improve alike, and the direction is (1 + c) times the mean.
    assertArrayEquals(
        new double[] {1.5, 1.5},
        weights(new CaGrad(0.5), new double[] {1, 0}, new double[] {0, 1}),
        1e-9);
    // On a line, g₀ = −1: with x = g_w from −3 to 1, −x + |x|/2 is least at 1, where g_w = g₁.
    assertArrayEquals(
        new double[] {2, 1}, weights(new CaGrad(0.5), new double[] {1}, new double[] {-3}), 1e-9);
    // With c = 3/2 it is least at 0: it is best to stand still.
    assertArrayEquals(
        new double[] {0, 0}, weights(new CaGrad(1.5), new double[] {1}, new double[] {-3}));
  }

  @Test
  void caGradOfRadiusZeroIsTheSum() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20; i++) {
      assertArrayEquals(
          new double[] {1, 1, 1},
          session(new CaGrad(0), 3).weights(KnownObjectives.drawn(3, 4, random)));
    }
  }

  @Test
  void caGradIsTheBestDirectionWithinReach() {
    SplittableRandom random = new SplittableRandom(2);
    for (int problem = 0; problem < 20; problem++) {
      double[][] gradients = {
        random.doubles(2, -1, 1).toArray(), random.doubles(2, -2, 2).toArray()
      };
      double c = random.nextDouble(0.1, 1.5);
      double[] weights = weights(new CaGrad(c), gradients);
      double[] mean = new double[2];
      double[] direction = new double[2];
      for (int k = 0; k < 2; k++) {
        mean[k] = (gradients[0][k] + gradients[1][k]) / 2;
        direction[k] = (weights[0] * gradients[0][k] + weights[1] * gradients[1][k]) / 2;
      }
      double radius = c * Math.sqrt(dot(mean, mean));
      assertTrue(distance(direction, mean) <= radius * (1 + 1e-6), "Out of reach");
      double best = Double.NEGATIVE_INFINITY;
      for (int angle = 0; angle < 720; angle++) {
        for (int ring = 0; ring <= 20; ring++) {
          double length = radius * ring / 20;
          double[] tried = {
            mean[0] + length * Math.cos(angle * Math.PI / 360),
            mean[1] + length * Math.sin(angle * Math.PI / 360)
          };
          best = Math.max(best, Math.min(dot(gradients[0], tried), dot(gradients[1], tried)));
        }
      }
      double found = Math.min(dot(gradients[0], direction), dot(gradients[1], direction));
      assertTrue(found >= best - 1e-6, found + " is worse than " + best);
    }
  }

  @Test
  void uncertaintyLearnsToDivideByTwiceTheValue() {
    GradientCombination.Session session = session(new Uncertainty(0.01), 2);
    KnownObjectives objectives =
        new KnownObjectives(new double[] {2, 0.1}, new double[][] {{1, 0}, {0, 1}});
    assertArrayEquals(new double[] {1, 1}, session.weights(objectives));
    // Adam's first step is the learning rate: up for the large value, down for the small one.
    assertArrayEquals(
        new double[] {Math.exp(-0.01), Math.exp(0.01)}, session.weights(objectives), 1e-8);
    double[] weights = {};
    for (int step = 0; step < 5_000; step++) {
      weights = session.weights(objectives);
    }
    // e^(−s)·L + s/2 is least at e^(−s) = 1/(2L).
    assertArrayEquals(new double[] {0.25, 5}, weights, 0.01);
  }

  @Test
  void uncertaintyGivesASolvedObjectiveNoInfiniteWeight() {
    GradientCombination.Session session = session(new Uncertainty(1), 1);
    double[] weights = {};
    for (int step = 0; step < 100; step++) {
      weights = session.weights(new KnownObjectives(new double[1], new double[1][1]));
    }
    assertEquals(Math.exp(10), weights[0], 1e-6);
  }

  @Test
  void gradNormMakesNormsAlike() {
    GradientCombination.Session session = session(new GradNorm(0, 0.002), 2);
    KnownObjectives objectives =
        KnownObjectives.of(new double[] {1, 1}, new double[] {3, 0}, new double[] {0, 1});
    assertArrayEquals(new double[] {1, 1}, session.weights(objectives));
    // The mean norm is 2: the first weight falls by the learning rate, the second one rises.
    assertArrayEquals(new double[] {0.998, 1.002}, session.weights(objectives), 1e-8);
    double[] weights = {};
    for (int step = 0; step < 3_000; step++) {
      weights = session.weights(objectives);
    }
    assertArrayEquals(new double[] {0.5, 1.5}, weights, 0.02);
  }

  @Test
  void gradNormHelpsTheSlowObjective() {
    double[][] gradients = {{1, 0}, {0, 1}};
    GradientCombination.Session session = session(new GradNorm(1, 0.01), 2);
    session.weights(KnownObjectives.of(new double[] {4, 5}, gradients));
    double[] weights = {};
    for (int step = 0; step < 2_000; step++) {
      weights = session.weights(KnownObjectives.of(new double[] {1, 3.75}, gradients));
    }
    // Ratios 1/4 and 3/4 of mean 1/2 want the norms 1/2 and 3/2 of the mean.
    assertArrayEquals(new double[] {0.5, 1.5}, weights, 0.05);
  }

  @Test
  void neitherOfTwoObjectivesRises() {
    SplittableRandom random = new SplittableRandom(4);
    int conflicts = 0;
    for (int problem = 0; problem < 2_000; problem++) {
      KnownObjectives two = KnownObjectives.drawn(2, 1 + problem % 5, random);
      for (GradientCombination combination :
          List.of(new PcGrad(), new Mgda(), new CaGrad(1), new CaGrad(2))) {
        assertNoneRises(combination, two);
      }
      double[] plain = two.descents(new double[] {1, 1});
      conflicts += Math.min(plain[0], plain[1]) < 0 ? 1 : 0;
    }
    assertTrue(conflicts > 500, "The plain sum raises an objective in " + conflicts + " problems");
  }

  @Test
  void noneOfSeveralObjectivesRises() {
    SplittableRandom random = new SplittableRandom(6);
    for (int problem = 0; problem < 300; problem++) {
      KnownObjectives several = KnownObjectives.drawn(3 + problem % 4, 5, random);
      for (GradientCombination combination : List.of(new Mgda(), new CaGrad(1.2))) {
        assertNoneRises(combination, several);
      }
    }
  }

  private static void assertNoneRises(GradientCombination combination, KnownObjectives objectives) {
    double[] weights = session(combination, objectives.count()).weights(objectives);
    double[] descents = objectives.descents(weights);
    double[][] products = objectives.products();
    for (int i = 0; i < descents.length; i++) {
      double scale = 0;
      for (int j = 0; j < descents.length; j++) {
        scale += Math.abs(weights[j]) * Math.sqrt(products[i][i] * products[j][j]);
      }
      double descent = descents[i];
      assertFalse(
          descent < -1e-6 * scale,
          () ->
              combination + " raises an objective: " + descent + " of " + Arrays.toString(weights));
    }
  }
}
