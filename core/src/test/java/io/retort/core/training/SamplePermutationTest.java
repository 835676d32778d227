package io.retort.core.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.IndexSet;
import io.retort.core.data.PseudorandomPermutation;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplePermutationTest {

  @Test
  void everySampleComesOnceWhateverTheirNumber() {
    RandomGenerator random = new SplittableRandom(1);
    for (int size : new int[] {1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 1000, 4097}) {
      IndexSet samples = IndexSet.of(IntStream.range(0, size).map(i -> 3 * i + 1).toArray());
      for (SamplePermutation order :
          new SamplePermutation[] {
            SamplePermutation.of(samples), new SamplePermutation.Computed(samples)
          }) {
        for (int pass = 0; pass < 3; pass++) {
          order.draw(random);
          int[] all = order.slice(0, size);
          assertArrayEquals(
              samples.slice(0, size), Arrays.stream(all).sorted().toArray(), "size " + size);
          int from = size / 3;
          assertArrayEquals(Arrays.copyOfRange(all, from, size), order.slice(from, size));
        }
      }
    }
  }

  @Test
  void ordersFollowFromTheSeedAloneAndDifferFromPassToPass() {
    int[][] orders = new int[4][];
    for (int i = 0; i < 2; i++) {
      RandomGenerator random = new SplittableRandom(7);
      SamplePermutation order = new SamplePermutation.Computed(IndexSet.first(1000));
      for (int pass = 0; pass < 2; pass++) {
        order.draw(random);
        orders[2 * i + pass] = order.slice(0, 1000);
      }
    }
    assertArrayEquals(orders[0], orders[2]);
    assertArrayEquals(orders[1], orders[3]);
    assertFalse(Arrays.equals(orders[0], orders[1]));
  }

  /** Every sample is as likely at every place: the statistic of 29 · 29 degrees of freedom. */
  @Test
  void computedOrdersAreAsRandomAsShuffledOnes() {
    int size = 30;
    int draws = 9000;
    RandomGenerator random = new SplittableRandom(3);
    for (SamplePermutation order :
        new SamplePermutation[] {
          new SamplePermutation.Computed(IndexSet.first(size)),
          SamplePermutation.of(IndexSet.first(size))
        }) {
      int[][] seen = new int[size][size];
      int neighbours = 0;
      for (int draw = 0; draw < draws; draw++) {
        order.draw(random);
        int[] all = order.slice(0, size);
        for (int place = 0; place < size; place++) {
          seen[place][all[place]]++;
          neighbours += place > 0 && all[place] == all[place - 1] + 1 ? 1 : 0;
        }
      }
      double expected = (double) draws / size;
      double statistic =
          Arrays.stream(seen)
              .flatMapToInt(Arrays::stream)
              .mapToDouble(count -> (count - expected) * (count - expected) / expected)
              .sum();
      double freedom = (size - 1) * (size - 1);
      assertTrue(Math.abs(statistic - freedom) < 5 * Math.sqrt(2 * freedom), "" + statistic);
      // Of 29 neighbours, one in 30 is the next sample.
      assertEquals(29.0 / 30, (double) neighbours / draws, 0.06);
    }
  }

  @Test
  void largeListsTakeNoMemory() {
    assertInstanceOf(
        SamplePermutation.Computed.class,
        SamplePermutation.of(IndexSet.first(PseudorandomPermutation.MOST_SHUFFLED + 1)));
  }
}
