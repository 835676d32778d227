package io.retort.runtime.server;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request and its response, which is sent once. */
final class Exchange {
  static final String JSON_TYPE = "application/json";

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final ServerSettings settings;

  /**
   * An exchange.
   *
   * @param settings limits of how much of a body that is refused is read, and for how long
   */
  Exchange(Request request, Response response, Callback callback, ServerSettings settings) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.settings = settings;
  }

  /** A value as JSON. */
  static byte[] json(Object tree) {
    try {
      return JSON.std.asBytes(tree);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The response to a request that is refused, or has failed. */
  static byte[] error(String sentence) {
    return json(Map.of("error", sentence));
  }

  void reply(Object tree) {
    reply(json(tree));
  }

  void reply(byte[] json) {
    reply(JSON_TYPE, json);
  }

  void reply(String type, byte[] body) {
    send(HttpStatus.OK_200, type, body, callback);
  }

  /** Says which methods the path takes, in a refusal that follows. */
  void allow(String methods) {
    response.getHeaders().put(HttpHeader.ALLOW, methods);
  }

  /** Responds with an error, if the client is still there. */
  void fail(Throwable failure) {
    if (failure instanceof HttpRefusal refusal) {
      refuse(refusal);
    } else if (failure instanceof IOException) {
      // The client has gone.
      callback.failed(failure);
    } else {
      System.getLogger(Exchange.class.getName())
          .log(System.Logger.Level.ERROR, "A request has failed", failure);
      send(
          HttpStatus.INTERNAL_SERVER_ERROR_500,
          JSON_TYPE,
          error("The server has failed; its log says why"),
          callback);
    }
  }

  private void refuse(HttpRefusal refusal) {
    if (refusal.status() == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
    } else if (refusal.status() == HttpStatus.PAYLOAD_TOO_LARGE_413
        || refusal.status() == HttpStatus.REQUEST_TIMEOUT_408) {
      // Where the next request begins is not known.
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    }
    send(
        refusal.status(),
        JSON_TYPE,
        error(refusal.getMessage()),
        BodyDrain.before(request, settings.maxBody(), settings.bodyTimeout(), callback));
  }

  private void send(int status, String type, byte[] body, Callback then) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), then);
  }
}
