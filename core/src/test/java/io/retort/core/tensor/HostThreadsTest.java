package io.retort.core.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostThreadsTest {

  @Test
  void everyItemIsWorkedOnOnce() {
    for (int items : new int[] {1, 3, 4, 5, 1001}) {
      assertEquals(Math.min(4, items), pieces(new FourThreads(), items, 1 << 20));
    }
  }

  @Test
  void littleWorkIsNotShared() {
    assertEquals(1, pieces(new FourThreads(), 100, 100));
    assertEquals(3, pieces(new FourThreads(), 100, 300));
    assertEquals(1, pieces(new FourThreads(false), 100, 1300));
    assertEquals(2, pieces(new FourThreads(false), 100, 1400));
    assertEquals(1, pieces(HostThreads.caller(), 100, 1 << 20));
  }

  @Test
  void manyItemsOfManyValuesDoNotOverflow() {
    assertEquals(4, pieces(new FourThreads(), 1 << 16, 1 << 16));
  }

  /** Works on items and returns in how many pieces. */
  private static int pieces(HostThreads threads, int items, long values) {
    int[] worked = new int[items];
    AtomicInteger pieces = new AtomicInteger();
    threads.share(
        items,
        values,
        (from, to) -> {
          pieces.incrementAndGet();
          for (int item = from; item < to; item++) {
            worked[item]++;
          }
        });
    int[] once = new int[items];
    Arrays.fill(once, 1);
    assertArrayEquals(once, worked);
    return pieces.get();
  }
}
