package io.retort.core.tests;

import io.retort.core.training.ReplicaGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Replicas that are threads of this process. */
final class ThreadReplicas {
  private final CyclicBarrier barrier;
  private final byte[][] given;

  private ThreadReplicas(int size) {
    this.barrier = new CyclicBarrier(size);
    this.given = new byte[size][];
  }

  /**
   * Does something in every replica.
   *
   * @param work what to do, given the replica
   * @return what came of it, by rank
   * @throws RuntimeException the failure of the first one that has failed
   */
  static <T> List<T> run(int size, Function<ReplicaGroup, T> work) {
    ThreadReplicas all = new ThreadReplicas(size);
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int rank = 0; rank < size; rank++) {
        ReplicaGroup own = all.new Member(rank);
        Callable<T> task = () -> work.apply(own);
        running.add(threads.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get(2, TimeUnit.MINUTES));
      }
      return results;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure);
    } catch (InterruptedException | TimeoutException failure) {
      throw new IllegalStateException(failure);
    } finally {
      threads.shutdownNow();
    }
  }

  private final class Member implements ReplicaGroup {
    private final int rank;

    Member(int rank) {
      this.rank = rank;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public int size() {
      return given.length;
    }

    @Override
    public List<byte[]> allGather(byte[] own) {
      given[rank] = own.clone();
      waitForAll();
      List<byte[]> all = new ArrayList<>(List.of(given));
      waitForAll();
      return all;
    }

    private void waitForAll() {
      try {
        barrier.await(1, TimeUnit.MINUTES);
      } catch (BrokenBarrierException | InterruptedException | TimeoutException failure) {
        throw new IllegalStateException("Another replica has not come", failure);
      }
    }
  }
}
