package io.retort.runtime.server;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads the body of a request as it arrives, up to a limit. It occupies no thread while it waits,
 * so that clients who send slowly, or not at all, keep nobody from work.
 */
final class BodyReader implements Runnable {
  private static final int FIRST_BUFFER = 1 << 12;

  private final Request request;
  private final long limit;
  private final Duration time;
  private final MemoryBudget.Share memory;
  private final Consumer<byte[]> whenRead;
  private final Consumer<Throwable> whenFailed;
  private final ByteArrayOutputStream body;
  private boolean clockRuns;

  /**
   * A reader.
   *
   * @param limit the largest body, in bytes
   * @param time how long the body may take to arrive
   * @param memory charged with what was read
   * @param whenRead takes the body
   * @param whenFailed takes an {@link HttpRefusal}, or why the client cannot be read from
   */
  BodyReader(
      Request request,
      long limit,
      Duration time,
      MemoryBudget.Share memory,
      Consumer<byte[]> whenRead,
      Consumer<Throwable> whenFailed) {
    this.request = request;
    this.limit = limit;
    this.time = time;
    this.memory = memory;
    this.whenRead = whenRead;
    this.whenFailed = whenFailed;
    this.body = new ByteArrayOutputStream(FIRST_BUFFER);
  }

  /** Reads what has arrived; Jetty calls it again, on a thread of its pool, when there is more. */
  @Override
  public void run() {
    byte[] read;
    try {
      if (request.getLength() > limit) {
        throw tooLarge();
      }
      if (!readOn()) {
        startClock();
        return;
      }
      read = body.toByteArray();
    } catch (HttpRefusal | BrokenOff failure) {
      whenFailed.accept(failure instanceof BrokenOff ? failure.getCause() : failure);
      return;
    }
    whenRead.accept(read);
  }

  private void startClock() {
    if (!clockRuns) {
      clockRuns = true;
      failAfter(time, request);
    }
  }

  /**
   * Fails what is read of a request after some time. A client may send a byte now and then, so that
   * its connection is never idle.
   */
  static void failAfter(Duration time, Request request) {
    Scheduler.Task clock =
        request
            .getComponents()
            .getScheduler()
            .schedule(
                () -> request.fail(new TimeoutException("the body")),
                time.toMillis(),
                TimeUnit.MILLISECONDS);
    Request.addCompletionListener(request, failure -> clock.cancel());
  }

  /** Reads on, and says whether that was the end. */
  private boolean readOn() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return false;
      } else if (Content.Chunk.isFailure(chunk)) {
        throw failure(chunk.getFailure());
      }
      try {
        append(chunk);
      } finally {
        chunk.release();
      }
      if (chunk.isLast()) {
        return true;
      }
    }
  }

  private void append(Content.Chunk chunk) {
    int length = chunk.remaining();
    if (body.size() + (long) length > limit) {
      throw tooLarge();
    }
    memory.take(length);
    byte[] bytes = new byte[length];
    chunk.get(bytes, 0, length);
    body.write(bytes, 0, length);
  }

  private HttpRefusal tooLarge() {
    return HttpRefusal.tooLarge(
        "The body is larger than " + limit + " bytes; send the samples in several requests");
  }

  private static RuntimeException failure(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return HttpRefusal.tooSlow("The body did not arrive in time; send all of it at once");
    } else if (cause instanceof HttpException malformed) {
      return HttpRefusal.bad("The body is not valid HTTP: " + malformed.getReason());
    }
    return new BrokenOff(cause);
  }

  /** The connection is gone: there is nobody to respond to. */
  private static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenOff(Throwable cause) {
      super(cause);
    }
  }
}
