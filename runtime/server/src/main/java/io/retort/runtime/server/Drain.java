package io.retort.runtime.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Reads and forgets what is left of a body that was refused, within a limit: many clients send all
 * of it before they read the answer, and a connection that is closed meanwhile would cost them the
 * answer.
 */
final class Drain implements Runnable {
  private final Request request;
  private final Callback then;
  private long left;

  private Drain(Request request, long limit, Callback then) {
    this.request = request;
    this.left = limit;
    this.then = then;
  }

  /**
   * A callback for the write of a refusal.
   *
   * @param limit how many bytes are read at most
   * @param then completes the request
   */
  static Callback before(Request request, long limit, Callback then) {
    return Callback.from(() -> new Drain(request, limit, then).start(), then::failed);
  }

  private void start() {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      // The client waits for the answer before it sends anything.
      then.succeeded();
    } else {
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
