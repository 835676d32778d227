package io.retort.runtime.server;

import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Reads and forgets what is left of a body that was refused, within limits: many clients send all
 * of it before they read the response, and a connection that is closed meanwhile would cost them
 * the response.
 */
final class BodyDrain implements BodyChunks.Receiver {
  private final Callback then;
  private long left;

  private BodyDrain(long limit, Callback then) {
    this.left = limit;
    this.then = then;
  }

  /**
   * A callback for the write of a refusal.
   *
   * @param limit how many bytes are read at most
   * @param time for how long they are read at most
   * @param then completes the request
   */
  static Callback before(Request request, long limit, Duration time, Callback then) {
    return Callback.from(
        () -> {
          if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            // The client waits for the response before it sends anything.
            then.succeeded();
          } else {
            new BodyChunks(request, time, new BodyDrain(limit, then)).run();
          }
        },
        then::failed);
  }

  @Override
  public boolean take(Content.Chunk chunk) {
    left -= chunk.remaining();
    return left > 0;
  }

  @Override
  public void ended() {
    then.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    then.succeeded();
  }
}
