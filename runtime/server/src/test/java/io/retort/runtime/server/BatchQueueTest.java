package io.retort.runtime.server;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BatchQueueTest {

  @Test
  void jobsAreCutIntoBatchesInTheirOrder() throws InterruptedException {
    BatchQueue queue = new BatchQueue(10, 4, Duration.ZERO);
    queue.put(job(3));
    queue.put(job(6));
    assertEquals(9, queue.size());
    assertEquals("3 1", sizes(queue.take()));
    assertEquals("4", sizes(queue.take()));
    queue.put(job(2));
    assertEquals("1 2", sizes(queue.take()));
    assertEquals(0, queue.size());
  }

  @Test
  void aQueueThatIsFullOrClosedTakesNothing() throws InterruptedException {
    BatchQueue queue = new BatchQueue(5, 4, Duration.ZERO);
    queue.put(job(5));
    assertRefused(HttpRefusal.class, () -> queue.put(job(1)), "5 of at most 5 wait");
    queue.close();
    assertRefused(HttpRefusal.class, () -> queue.put(job(1)), "being stopped");
    assertEquals("4", sizes(queue.take()));
    assertEquals("1", sizes(queue.take()));
    assertEquals("", sizes(queue.take()));
  }

  @Test
  void aBatchThatIsFullDoesNotWaitForTheDelay() throws InterruptedException {
    BatchQueue queue = new BatchQueue(10, 2, Duration.ofDays(1));
    Semaphore taken = new Semaphore(0);
    Thread worker = worker(queue, taken);
    queue.put(job(1));
    while (worker.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertEquals(1, queue.size());
    queue.put(job(1));
    taken.acquire(2);
    queue.close();
    worker.join();
  }

  @Test
  void threadsThatWaitWithTheSameSamplesGoOnWaiting() throws InterruptedException {
    BatchQueue queue = new BatchQueue(1000, 100, Duration.ofNanos(100_000));
    Semaphore taken = new Semaphore(0);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      workers.add(worker(queue, taken));
    }
    for (int i = 0; i < 300; i++) {
      queue.put(job(1));
      queue.put(job(1));
      taken.acquire(2);
    }
    assertTrue(workers.stream().allMatch(Thread::isAlive));
    queue.close();
    for (Thread worker : workers) {
      worker.join();
    }
  }

  /** Takes batches until the queue is closed. */
  private static Thread worker(BatchQueue queue, Semaphore taken) {
    Thread worker =
        new Thread(
            () -> {
              try {
                List<PredictionJob.Slice> batch = queue.take();
                while (!batch.isEmpty()) {
                  taken.release(batch.stream().mapToInt(PredictionJob.Slice::size).sum());
                  batch = queue.take();
                }
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    worker.setDaemon(true);
    worker.start();
    return worker;
  }

  private static PredictionJob job(int samples) {
    return new PredictionJob(
        List.of(), Collections.nCopies(samples, new float[0]), outputs -> {}, failure -> {});
  }

  private static String sizes(List<PredictionJob.Slice> batch) {
    return batch.stream()
        .map(slice -> Integer.toString(slice.size()))
        .collect(Collectors.joining(" "));
  }
}
