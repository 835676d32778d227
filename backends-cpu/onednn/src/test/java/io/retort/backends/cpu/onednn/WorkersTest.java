package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The threads that compute parts of a batch; where one waits in vain, the time limit ends the test.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WorkersTest {

  @Test
  void everyPartRunsOnceInEachRun() {
    int[] counts = new int[3];
    try (Workers workers = new Workers(3)) {
      for (int run = 0; run < 10_000; run++) {
        if (run % 1000 == 0) {
          letSleep(workers);
        }
        workers.run(run % 3 + 1, part -> counts[part]++);
      }
    }
    assertArrayEquals(new int[] {10_000, 6666, 3333}, counts);
  }

  @Test
  void theFirstPartRunsInTheCallingThreadAndTheOthersEndWithTheWorkers() throws Exception {
    Thread[] threads = new Thread[2];
    try (Workers workers = new Workers(2)) {
      workers.run(2, part -> threads[part] = Thread.currentThread());
    }
    assertSame(Thread.currentThread(), threads[0]);
    assertNotSame(threads[0], threads[1]);
    assertFalse(threads[1].isAlive());
  }

  @Test
  void aFailureComesBackWhenAllPartsAreDoneAndTheNextRunWorks() {
    boolean[] ran = new boolean[3];
    try (Workers workers = new Workers(3)) {
      IllegalStateException failure =
          assertThrows(
              IllegalStateException.class,
              () ->
                  workers.run(
                      3,
                      part -> {
                        ran[part] = true;
                        if (part > 0) {
                          throw new IllegalStateException("part " + part);
                        }
                      }));
      assertEquals("part 1", failure.getMessage());
      assertArrayEquals(new boolean[] {true, true, true}, ran);
      workers.run(3, part -> ran[part] = false);
      assertArrayEquals(new boolean[3], ran);
    }
  }

  @Test
  void aSecondCallerComputesItsPartsItself() throws ExecutionException, InterruptedException {
    Thread[] threads = new Thread[2];
    try (Workers workers = new Workers(2)) {
      FutureTask<Void> second =
          new FutureTask<>(
              () -> workers.run(2, part -> threads[part] = Thread.currentThread()), null);
      Thread other = new Thread(second);
      workers.run(
          2,
          part -> {
            if (part == 0) {
              other.start();
              try {
                other.join();
              } catch (InterruptedException interruption) {
                throw new IllegalStateException(interruption);
              }
            }
          });
      second.get();
      assertArrayEquals(new Thread[] {other, other}, threads);
    }
  }

  @Test
  void aRunInsideOfARunIsTheCallersAlone() {
    Thread[] threads = new Thread[2];
    try (Workers workers = new Workers(2)) {
      workers.run(
          2,
          outer -> {
            if (outer == 0) {
              workers.run(2, part -> threads[part] = Thread.currentThread());
            }
          });
    }
    assertArrayEquals(new Thread[] {Thread.currentThread(), Thread.currentThread()}, threads);
  }

  @Test
  void workersThatAreToldToRestSleepUntilTheNextRun() {
    int[] runs = new int[2];
    try (Workers workers = new Workers(2, TimeUnit.HOURS.toNanos(10))) {
      assertFalse(workers.awake());
      for (int run = 0; run < 1000; run++) {
        workers.run(2, part -> runs[part]++);
        assertTrue(workers.awake());
      }
      letSleep(workers);
      assertFalse(workers.awake());
      workers.run(2, part -> runs[part]++);
      assertTrue(workers.awake());
    }
    assertArrayEquals(new int[] {1001, 1001}, runs);
  }

  private static void letSleep(Workers workers) {
    workers.rest();
    while (workers.awake()) {
      Thread.onSpinWait();
    }
  }
}
