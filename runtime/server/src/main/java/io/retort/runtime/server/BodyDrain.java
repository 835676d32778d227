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
final class BodyDrain implements Runnable {
  private final Request request;
  private final Callback then;
  private final Duration time;
  private long left;

  private BodyDrain(Request request, long limit, Duration time, Callback then) {
    this.request = request;
    this.left = limit;
    this.time = time;
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
    return Callback.from(() -> new BodyDrain(request, limit, time, then).start(), then::failed);
  }

  private void start() {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      // The client waits for the response before it sends anything.
      then.succeeded();
    } else {
      BodyReader.failAfter(time, request);
      run();
    }
  }

  @Override
  public void run() {
    while (left > 0) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      } else if (Content.Chunk.isFailure(chunk)) {
        break;
      }
      left -= chunk.remaining();
      chunk.release();
      if (chunk.isLast()) {
        break;
      }
    }
    then.succeeded();
  }
}
