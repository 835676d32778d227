package io.retort.core.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {

  @Test
  void everySampleComesOnceInEachPass() {
    BatchOrder order = new BatchOrder(Fixtures.count(23), 5, false, 1);
    for (int pass = 0; pass < 4; pass++) {
      assertArrayEquals(
          IntStream.range(0, 23).toArray(),
          pass(order).stream().mapToInt(Integer::intValue).sorted().toArray());
    }
  }

  @Test
  void passShowsOneViewAndTheNextPassTheNextOne() {
    Samples views =
        new ForwardingSamples(Fixtures.count(15)) {
          @Override
          public OptionalInt views() {
            return OptionalInt.of(3);
          }
        };
    BatchOrder order = new BatchOrder(views, 2, false, 1);
    assertEquals(3, order.batches());
    BatchOrder plain = new BatchOrder(Fixtures.count(5), 2, false, 1);
    for (int pass = 0; pass < 7; pass++) {
      int first = pass % 3 * 5;
      assertEquals(
          pass(plain).stream().map(sample -> sample + first).toList(),
          pass(order),
          "The order is that without views");
    }
  }

  @Test
  void lastBatchIsTheSmallerOne() {
    BatchOrder order = new BatchOrder(Fixtures.count(23), 5, false, 1);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      sizes.add(order.next().length);
      assertEquals(i == 4, order.passComplete());
    }
    assertEquals(List.of(5, 5, 5, 5, 3, 5), sizes);
  }

  @Test
  void aSmallerLastBatchCanBeLeftOut() {
    BatchOrder order = new BatchOrder(Fixtures.count(23), 5, true, 1);
    assertEquals(4, order.batches());
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      int[] batch = order.next();
      assertEquals(5, batch.length);
      assertEquals(i % 4 == 3, order.passComplete());
      Arrays.stream(batch).forEach(seen::add);
    }
    assertEquals(23, seen.size(), "What one pass leaves out comes in others");
    BatchOrder single = new BatchOrder(Fixtures.count(3), 128, true, 1);
    assertEquals(1, single.batches());
    assertEquals(3, single.next().length, "The only batch is never left out");
  }

  @Test
  void lookingAheadChangesNoBatchAndNoPass() {
    BatchOrder order = new BatchOrder(Fixtures.count(23), 5, false, 1);
    BatchesAhead ahead = new BatchesAhead(new BatchOrder(Fixtures.count(23), 5, false, 1));
    assertEquals(order.batches(), ahead.batches());
    for (int i = 0; i < 40; i++) {
      int[] expected = order.next();
      assertArrayEquals(expected, ahead.next());
      if (i % 3 > 0) {
        int[] following = ahead.following();
        assertArrayEquals(following, ahead.following());
      }
      assertEquals(order.passComplete(), ahead.passComplete());
    }
  }

  @Test
  void theSamplesOfTheNextBatchesAreThoseThatTheyBring() {
    for (int batches : new int[] {0, 1, 3, 5, 6, 40}) {
      BitSet expected = new BitSet();
      BatchOrder order = new BatchOrder(Fixtures.count(23), 5, true, 1);
      for (int i = 0; i < batches; i++) {
        Arrays.stream(order.next()).forEach(expected::set);
      }
      BitSet samples = new BatchOrder(Fixtures.count(23), 5, true, 1).next(batches, all -> all);
      assertEquals(expected, samples, () -> batches + " batches");
    }
  }

  @Test
  void aBatchLargerThanTheSamplesHoldsAllOfThem() {
    BatchOrder order = new BatchOrder(Fixtures.count(3), 128, false, 1);
    assertEquals(3, order.next().length);
    assertTrue(order.passComplete());
    assertEquals(3, order.next().length);
  }

  @Test
  void seedDecidesTheOrder() {
    assertEquals(
        pass(new BatchOrder(Fixtures.count(50), 7, false, 9)),
        pass(new BatchOrder(Fixtures.count(50), 7, false, 9)));
    assertNotEquals(
        pass(new BatchOrder(Fixtures.count(50), 7, false, 9)),
        pass(new BatchOrder(Fixtures.count(50), 7, false, 10)));
  }

  @Test
  void everyPassHasAnOrderOfItsOwn() {
    BatchOrder order = new BatchOrder(Fixtures.count(50), 7, false, 9);
    List<Integer> first = pass(order);
    List<Integer> second = pass(order);
    assertNotEquals(first, second);
    assertNotEquals(IntStream.range(0, 50).boxed().toList(), first, "Nothing is shuffled");
  }

  @Test
  void batchSizeDoesNotChangeTheOrder() {
    assertEquals(
        pass(new BatchOrder(Fixtures.count(50), 7, false, 9)),
        pass(new BatchOrder(Fixtures.count(50), 50, false, 9)));
  }

  @Test
  void everySampleCanComeFirst() {
    BatchOrder order = new BatchOrder(Fixtures.count(4), 4, false, 2);
    int[] first = new int[4];
    for (int i = 0; i < 4000; i++) {
      first[order.next()[0]]++;
    }
    // A thousand each, give or take five deviations of 27.
    for (int count : first) {
      assertEquals(1000, count, 140);
    }
  }

  @Test
  void batchesAreTheCallersOwn() {
    BatchOrder order = new BatchOrder(Fixtures.count(6), 3, false, 1);
    Arrays.fill(order.next(), -1);
    order.next();
    for (int sample : pass(order)) {
      assertFalse(sample < 0);
    }
  }

  private static List<Integer> pass(BatchOrder order) {
    List<Integer> samples = new ArrayList<>();
    do {
      Arrays.stream(order.next()).forEach(samples::add);
    } while (!order.passComplete());
    return samples;
  }

  @Test
  void everyBatchHasAsManySamplesOfEachDomain() {
    // Seven samples of the first domain, three of the second, in batches of two of each.
    BatchOrder order = new BatchOrder(Fixtures.domains(0, 1, 0, 0, 1, 0, 0, 1, 0, 0), 4, false, 5);
    assertEquals(4, order.batches());
    List<Integer> first = new ArrayList<>();
    int[] second = new int[10];
    for (int i = 0; i < 4; i++) {
      for (int sample : order.next()) {
        if (sample == 1 || sample == 4 || sample == 7) {
          second[sample]++;
        } else {
          first.add(sample);
        }
      }
    }
    assertTrue(order.passComplete());
    assertEquals(
        List.of(0, 2, 3, 5, 6, 8, 9),
        first.stream().sorted().toList(),
        "The larger domain is passed once");
    // Batches of the smaller domain hold 2, 1, 2 and 1 samples: it is passed twice.
    assertEquals(2, second[1]);
    assertEquals(2, second[4]);
    assertEquals(2, second[7]);
  }

  @Test
  void aBatchTooSmallForAllDomainsIsRefused() {
    assertThrows(
        RetortException.class, () -> new BatchOrder(Fixtures.domains(0, 1, 0), 1, false, 5));
  }

  @Test
  void aDomainWithoutSamplesIsRefused() {
    assertThrows(
        RetortException.class, () -> new BatchOrder(Fixtures.domains(0, 2, 0), 4, false, 5));
  }
}
