package io.retort.runtime.server;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads the body of a request as it arrives, up to a limit. */
final class BodyReader implements BodyChunks.Receiver {
  private static final int FIRST_BUFFER = 1 << 12;

  private final long limit;
  private final MemoryBudget.Share memory;
  private final Consumer<byte[]> whenRead;
  private final Consumer<Throwable> whenFailed;
  private final ByteArrayOutputStream body;

  /**
   * A reader.
   *
   * @param limit the largest body, in bytes
   * @param memory charged with what was read
   * @param whenRead takes the body
   * @param whenFailed takes an {@link HttpRefusal}, or why the client cannot be read from
   */
  BodyReader(
      long limit,
      MemoryBudget.Share memory,
      Consumer<byte[]> whenRead,
      Consumer<Throwable> whenFailed) {
    this.limit = limit;
    this.memory = memory;
    this.whenRead = whenRead;
    this.whenFailed = whenFailed;
    this.body = new ByteArrayOutputStream(FIRST_BUFFER);
  }

  /**
   * Reads a body.
   *
   * @param time how long it may take to arrive
   */
  void read(Request request, Duration time) {
    if (request.getLength() > limit) {
      whenFailed.accept(tooLarge());
    } else {
      new BodyChunks(request, time, this).run();
    }
  }

  @Override
  public boolean take(Content.Chunk chunk) {
    int length = chunk.remaining();
    if (body.size() + (long) length > limit) {
      throw tooLarge();
    }
    memory.take(length);
    byte[] bytes = new byte[length];
    chunk.get(bytes, 0, length);
    body.write(bytes, 0, length);
    return true;
  }

  @Override
  public void ended() {
    whenRead.accept(body.toByteArray());
  }

  @Override
  public void failed(Throwable failure) {
    whenFailed.accept(refusal(failure));
  }

  private HttpRefusal tooLarge() {
    return HttpRefusal.tooLarge(
        "The body is larger than " + limit + " bytes; send the samples in several requests");
  }

  private static Throwable refusal(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return HttpRefusal.tooSlow("The body did not arrive in time; send all of it at once");
    } else if (failure instanceof HttpException malformed) {
      return HttpRefusal.bad("The body is not valid HTTP: " + malformed.getReason());
    }
    return failure;
  }
}
