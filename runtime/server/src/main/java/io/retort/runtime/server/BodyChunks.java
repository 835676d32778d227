package io.retort.runtime.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Hands over a body as it arrives, for a limited time. It occupies no thread while it waits, so
 * that clients who send slowly, or not at all, keep nobody from work.
 */
final class BodyChunks implements Runnable {

  /** What becomes of the bytes; called by one thread at a time. */
  interface Receiver {

    /**
     * Takes bytes.
     *
     * @param chunk released by the caller
     * @return whether more are wanted
     * @throws RuntimeException if they cannot be taken, which {@link #failed} is told
     */
    boolean take(Content.Chunk chunk);

    /** Nothing more comes: that was all, or all that was wanted. */
    void ended();

    /**
     * Nothing more comes, and that was not all.
     *
     * @param failure a {@link TimeoutException} if the time is over
     */
    void failed(Throwable failure);
  }

  private final Request request;
  private final Duration time;
  private final Receiver receiver;
  private volatile boolean timeIsOver;
  private Scheduler.Task clock;
  private boolean finished;
  private Throwable failure;

  /**
   * A body.
   *
   * @param time how long it may take to arrive
   */
  BodyChunks(Request request, Duration time, Receiver receiver) {
    this.request = request;
    this.time = time;
    this.receiver = receiver;
  }

  /** Reads what has arrived; Jetty calls it again, on a thread of its pool, when there is more. */
  @Override
  public void run() {
    synchronized (this) {
      if (!readOn()) {
        return;
      }
      finished = true;
      if (clock != null) {
        clock.cancel();
      }
    }
    if (failure == null) {
      receiver.ended();
    } else {
      receiver.failed(failure);
    }
  }

  /** Reads until it has to wait, and says whether nothing more comes. */
  private boolean readOn() {
    while (true) {
      if (timeIsOver) {
        failure = late();
        return true;
      }
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        startClock();
        request.demand(this);
        return false;
      } else if (Content.Chunk.isFailure(chunk)) {
        failure = chunk.getFailure();
        return true;
      }
      try {
        if (!receiver.take(chunk) || chunk.isLast()) {
          return true;
        }
      } catch (RuntimeException | Error refused) {
        failure = refused;
        return true;
      } finally {
        chunk.release();
      }
    }
  }

  /** A client may send a byte now and then, so that its connection is never idle. */
  private void startClock() {
    if (clock == null) {
      clock =
          request
              .getComponents()
              .getScheduler()
              .schedule(this::expire, time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Ends the wait. Jetty reads what it can of a request that fails, so that the request must not be
   * read here at the same time.
   */
  private void expire() {
    timeIsOver = true;
    synchronized (this) {
      if (!finished) {
        request.fail(late());
      }
    }
  }

  private static TimeoutException late() {
    return new TimeoutException("the body");
  }
}
