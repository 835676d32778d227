package io.retort.runtime.experiment.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.TwoDomains;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which samples are drawn where no class has a better right to one than another. */
class StratifiedDrawTest {
  private static final int SEEDS = 400;

  private final List<Head> heads =
      List.of(
          new Head(
              "digit",
              new Task.SingleLabel(
                  IntStream.range(0, 10)
                      .mapToObj(Integer::toString)
                      .collect(Collectors.toList()))));
  private final InMemorySamples equal = samples(i -> i % 10);

  @AfterEach
  void release() {
    equal.close();
  }

  @Test
  void everyClassIsDrawnEquallyOftenWhereFewerSamplesThanClassesAreWanted() {
    int[] drawn = new int[10];
    for (long seed = 0; seed < SEEDS; seed++) {
      int[] sample = drawn(new StratifiedDraw(equal, heads, seed), 5);
      assertEquals(5, Arrays.stream(sample).map(i -> i % 10).distinct().count());
      for (int i : sample) {
        drawn[i % 10]++;
      }
    }
    // Half of the draws: 200, with a standard deviation of 10.
    for (int count : drawn) {
      assertTrue(Math.abs(count - 200) < 50, Arrays.toString(drawn));
    }
  }

  @Test
  void everyDomainIsDrawnWhereOneSampleIsWanted() {
    TwoDomains domains = new TwoDomains(equal, sample -> sample >= 150);
    long late =
        IntStream.range(0, SEEDS)
            .filter(seed -> new StratifiedDraw(domains, heads, seed).first(1).get(0) >= 150)
            .count();

    assertTrue(Math.abs(late - 200) < 50, late + " of " + SEEDS);
  }

  @Test
  void asManyAreDrawnAsAreWanted() {
    for (int count = 0; count <= 300; count++) {
      assertEquals(count, new StratifiedDraw(equal, heads, 7).first(count).size());
      assertEquals(count, StratifiedDraw.first(equal, heads, 7, count).size());
    }
  }

  @Test
  void largerDrawsOfEqualClassesHoldTheSmallerOnes() {
    StratifiedDraw draw = new StratifiedDraw(equal, heads, 3);
    for (int count = 1; count <= 300; count++) {
      List<Integer> larger = draw.first(count).stream().boxed().toList();
      assertTrue(larger.containsAll(draw.first(count - 1).stream().boxed().toList()));
    }
  }

  @Test
  void drawsWithoutArraysKeepTheSamePromises() {
    Strata strata = Strata.of(equal, heads);
    StratifiedDraw draw = new StratifiedDraw(strata, 3, 0);
    for (int count = 1; count <= 300; count++) {
      List<Integer> larger = draw.first(count).stream().boxed().toList();
      assertEquals(count, larger.size());
      assertTrue(larger.containsAll(draw.first(count - 1).stream().boxed().toList()));
    }
    int[] seen = new int[300];
    for (long seed = 0; seed < SEEDS; seed++) {
      int[] sample = drawn(new StratifiedDraw(strata, seed, 0), 150);
      int[] classes = new int[10];
      for (int i : sample) {
        seen[i]++;
        classes[i % 10]++;
      }
      assertTrue(Arrays.stream(classes).allMatch(count -> count == 15), Arrays.toString(classes));
    }
    // Half of the draws: 200, with a standard deviation of 10.
    assertTrue(Arrays.stream(seen).allMatch(count -> Math.abs(count - 200) < 50));
  }

  private static int[] drawn(StratifiedDraw draw, int count) {
    return draw.first(count).stream().toArray();
  }

  @Test
  void aLargerRemainderStillComesBeforeTheTie() {
    // 271 of class 0, 29 in others: of 5 samples, class 0 has 4.52, class 1 has 0.48.
    try (InMemorySamples uneven = samples(i -> i < 271 ? 0 : 1)) {
      for (long seed = 0; seed < 50; seed++) {
        int[] sample = drawn(new StratifiedDraw(uneven, heads, seed), 5);
        assertEquals(5, Arrays.stream(sample).filter(i -> i < 271).count());
      }
    }
  }

  private static InMemorySamples samples(IntUnaryOperator label) {
    return new InMemorySamples(
        Tensor.allocate(Shape.of(300, 1)),
        Map.of("digit", new Target.Classes(IntStream.range(0, 300).map(label).toArray())));
  }
}
