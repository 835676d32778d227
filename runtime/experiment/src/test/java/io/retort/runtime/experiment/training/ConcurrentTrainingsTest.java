package io.retort.runtime.experiment.training;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class ConcurrentTrainingsTest {
  private final Thread caller = Thread.currentThread();

  /** Trainings that wait for each other, and so must be under way at the same time. */
  @Test
  void resultsComeInOrderWhicheverIsReadyFirst() {
    CountDownLatch last = new CountDownLatch(1);
    List<ConcurrentTrainings.Job<String>> jobs =
        List.of(
            cancellation -> {
              await(last);
              return "first";
            },
            cancellation -> {
              last.countDown();
              return "second";
            });
    List<String> results = new ArrayList<>();
    new ConcurrentTrainings(2)
        .run(
            jobs,
            result -> {
              assertSame(caller, Thread.currentThread());
              results.add(result);
            });
    assertEquals(List.of("first", "second"), results);
  }

  @Test
  void oneAtATimeIsInTheCallingThread() {
    List<ConcurrentTrainings.Job<Thread>> jobs =
        List.of(cancellation -> Thread.currentThread(), cancellation -> Thread.currentThread());
    new ConcurrentTrainings(1).run(jobs, thread -> assertSame(caller, thread));
    // A single training needs no thread, either.
    new ConcurrentTrainings(4).run(jobs.subList(0, 1), thread -> assertSame(caller, thread));
  }

  @Test
  void noMoreThanAskedForAreUnderWay() {
    List<ConcurrentTrainings.Job<Integer>> jobs = new ArrayList<>();
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 20; i++) {
      int number = i;
      jobs.add(
          cancellation -> {
            threads.add(Thread.currentThread());
            return number;
          });
    }
    List<Integer> results = new ArrayList<>();
    new ConcurrentTrainings(3).run(jobs, results::add);
    assertEquals(20, results.size());
    assertTrue(threads.stream().distinct().count() <= 3);
    assertTrue(threads.stream().noneMatch(Thread::isAlive), "threads must have ended");
  }

  @Test
  void oneThatFailsEndsTheOthersAfterTheirStep() {
    CyclicBarrier both = new CyclicBarrier(2);
    List<String> saved = new ArrayList<>();
    List<ConcurrentTrainings.Job<String>> jobs =
        List.of(
            cancellation -> {
              TrainingCheckpoints checkpoints = cancellation.of(kept(saved));
              await(both);
              while (!checkpoints.requested()) {
                Thread.onSpinWait();
              }
              checkpoints.save(new TrainingState(7, Map.of(), Map.of(), Map.of()), 1);
              return "never";
            },
            cancellation -> {
              await(both);
              throw new IllegalStateException("the second");
            },
            cancellation -> {
              throw new AssertionError("must not begin");
            });
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class, () -> new ConcurrentTrainings(2).run(jobs, result -> {}));
    assertEquals("the second", failure.getMessage());
    assertEquals(List.of("state of step 7"), saved);
  }

  @Test
  void whatIsDoneWithAResultMayFail() {
    List<ConcurrentTrainings.Job<String>> jobs = List.of(cancellation -> "a", cancellation -> "b");
    assertThrows(
        ArithmeticException.class,
        () ->
            new ConcurrentTrainings(2)
                .run(
                    jobs,
                    result -> {
                      throw new ArithmeticException();
                    }));
  }

  @Test
  void errorsStayWhatTheyAre() {
    List<ConcurrentTrainings.Job<String>> jobs =
        List.of(
            cancellation -> {
              throw new NoSuchMethodError("misfit");
            },
            cancellation -> "b");
    assertThrows(LinkageError.class, () -> new ConcurrentTrainings(2).run(jobs, result -> {}));
  }

  @Test
  void moreJobsThanTheBackendCanMakeAreRefused() {
    assertRefused(
        () -> ConcurrentTrainings.of(2, OptionalInt.of(3)),
        "at most 2 trainings",
        "3 jobs",
        "fewer jobs");
    assertRefused(() -> ConcurrentTrainings.requireSome(0), "at least one");
  }

  private static TrainingCheckpoints kept(List<String> saved) {
    return new TrainingCheckpoints() {
      @Override
      public Optional<TrainingState> latest() {
        return Optional.empty();
      }

      @Override
      public boolean requested() {
        return false;
      }

      @Override
      public void save(TrainingState state, int keep) {
        saved.add("state of step " + state.step());
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interruption) {
      throw new IllegalStateException(interruption);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
