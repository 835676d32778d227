package io.retort.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexSetTest {
  private static final int BOUND = 20_000;

  /** All of them, most, some, few, none, and some far from the others. */
  private final List<int[]> sets = new ArrayList<>();

  IndexSetTest() {
    Random random = new Random(1);
    for (double share : new double[] {1, 0.99, 0.5, 0.1, 0.02, 0.001, 0}) {
      sets.add(IntStream.range(0, BOUND).filter(i -> random.nextDouble() < share).toArray());
    }
    sets.add(IntStream.concat(IntStream.range(0, 700), IntStream.range(9_000, 9_700)).toArray());
    sets.add(new int[] {0});
    sets.add(new int[] {BOUND - 1});
  }

  @Test
  void indexesAreThoseOfAnArray() {
    for (int[] expected : sets) {
      IndexSet set = IndexSet.of(expected);
      assertEquals(expected.length, set.size());
      assertArrayEquals(expected, set.stream().toArray());
      assertArrayEquals(expected, set.slice(0, expected.length));
      List<Integer> given = new ArrayList<>();
      set.forEach(given::add);
      assertArrayEquals(expected, given.stream().mapToInt(i -> i).toArray());
      for (int index = -1; index <= BOUND + 600; index++) {
        assertEquals(Math.max(-1, Arrays.binarySearch(expected, index)), set.place(index));
      }
    }
  }

  @Test
  void setsThatAreMadeInDifferentWaysAreEqual() {
    for (int[] expected : sets) {
      IndexSet set = IndexSet.of(expected);
      IndexSet same = IndexSet.of(BOUND, index -> Arrays.binarySearch(expected, index) >= 0);
      assertEquals(set, same);
      assertEquals(set.hashCode(), same.hashCode());
      assertEquals(set, set.others(BOUND).others(BOUND));
      assertNotEquals(set, set.others(BOUND));
    }
  }

  @Test
  void placesOfASetAreIndexes() {
    for (int[] expected : sets) {
      IndexSet set = IndexSet.of(expected);
      for (int[] chosen : sets) {
        int[] places = Arrays.stream(chosen).filter(i -> i < expected.length).toArray();
        assertArrayEquals(
            Arrays.stream(places).map(place -> expected[place]).toArray(),
            set.at(IndexSet.of(places)).stream().toArray());
      }
    }
  }

  @Test
  void indexesOutOfOrderAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> IndexSet.of(1, 1));
    assertThrows(IllegalArgumentException.class, () -> IndexSet.of(2, 1));
    assertThrows(IllegalArgumentException.class, () -> IndexSet.of(-1, 1));
  }
}
