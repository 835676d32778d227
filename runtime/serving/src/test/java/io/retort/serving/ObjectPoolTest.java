package io.retort.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObjectPoolTest {
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger freed = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Fails when two threads have it at once. */
  private final class Thing {
    private final AtomicBoolean used = new AtomicBoolean();

    void use() {
      assertTrue(used.compareAndSet(false, true), "two threads have the same one");
      Thread.onSpinWait();
      used.set(false);
    }

    void free() {
      assertFalse(used.get(), "it is freed while it is used");
      freed.incrementAndGet();
    }
  }

  private ObjectPool<Thing> pool(int limit) {
    return new ObjectPool<>(
        () -> {
          made.incrementAndGet();
          return new Thing();
        },
        Thing::free,
        limit);
  }

  @AfterEach
  void end() throws InterruptedException {
    threads.shutdownNow();
    assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
  }

  @Test
  void oneThreadUsesOne() {
    try (ObjectPool<Thing> pool = pool(4)) {
      Thing first = pool.take();
      pool.give(first);
      assertSame(first, pool.take());
      pool.give(first);
    }
    assertEquals(1, made.get());
    assertEquals(1, freed.get());
  }

  @Test
  void manyThreadsShareAFew() throws Exception {
    try (ObjectPool<Thing> pool = pool(3)) {
      List<Future<?>> users = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        users.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 5_000; i++) {
                    Thing thing = pool.take();
                    thing.use();
                    pool.give(thing);
                  }
                }));
      }
      for (Future<?> user : users) {
        user.get();
      }
      assertTrue(made.get() <= 3, made + " were made");
    }
    assertEquals(made.get(), freed.get());
  }

  @Test
  void closingWaitsForWhatIsUsedAndRefusesTheRest() throws Exception {
    for (int round = 0; round < 200; round++) {
      made.set(0);
      freed.set(0);
      ObjectPool<Thing> pool = pool(2);
      CountDownLatch started = new CountDownLatch(4);
      List<Future<?>> users = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        users.add(
            threads.submit(
                () -> {
                  started.countDown();
                  assertThrows(
                      IllegalStateException.class,
                      () -> {
                        while (true) {
                          Thing thing = pool.take();
                          thing.use();
                          pool.give(thing);
                        }
                      });
                }));
      }
      started.await();
      pool.close();
      assertEquals(made.get(), freed.get(), "round " + round);
      pool.close();
      for (Future<?> user : users) {
        user.get();
      }
      assertEquals(made.get(), freed.get(), "round " + round);
    }
  }

  @Test
  void whatCouldNotBeMadeIsNotCounted() {
    AtomicBoolean broken = new AtomicBoolean(true);
    try (ObjectPool<Thing> pool =
        new ObjectPool<>(
            () -> {
              if (broken.get()) {
                throw new IllegalStateException("no memory");
              }
              return new Thing();
            },
            Thing::free,
            1)) {
      assertThrows(IllegalStateException.class, pool::take);
      assertThrows(IllegalStateException.class, pool::take);
      broken.set(false);
      pool.give(pool.take());
    }
    assertEquals(1, freed.get());
  }

  @Test
  void anInterruptedThreadGetsItsOwnAndKeepsTheSignal() throws Exception {
    try (ObjectPool<Thing> pool = pool(1)) {
      Thing only = pool.take();
      CountDownLatch there = new CountDownLatch(1);
      Future<Boolean> user =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                there.countDown();
                Thing thing = pool.take();
                pool.give(thing);
                return Thread.interrupted();
              });
      there.await();
      pool.give(only);
      assertTrue(user.get());
    }
  }
}
