package io.retort.runtime.server;

import org.eclipse.jetty.http.HttpStatus;

/** A request that is refused with an error: its sentence goes to the client. */
final class HttpRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  private HttpRefusal(int status, String sentence, Throwable cause) {
    // Refusals are many where clients are wrong or the server is busy, and their traces of no use.
    super(sentence, cause, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  static HttpRefusal bad(String sentence) {
    return bad(sentence, null);
  }

  static HttpRefusal bad(String sentence, Throwable cause) {
    return new HttpRefusal(HttpStatus.BAD_REQUEST_400, sentence, cause);
  }

  static HttpRefusal notFound(String sentence) {
    return new HttpRefusal(HttpStatus.NOT_FOUND_404, sentence, null);
  }

  static HttpRefusal wrongMethod(String sentence) {
    return new HttpRefusal(HttpStatus.METHOD_NOT_ALLOWED_405, sentence, null);
  }

  static HttpRefusal tooSlow(String sentence) {
    return new HttpRefusal(HttpStatus.REQUEST_TIMEOUT_408, sentence, null);
  }

  static HttpRefusal tooLarge(String sentence) {
    return new HttpRefusal(HttpStatus.PAYLOAD_TOO_LARGE_413, sentence, null);
  }

  static HttpRefusal wrongType(String sentence) {
    return new HttpRefusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, sentence, null);
  }

  /** For now: the client may try again. */
  static HttpRefusal busy(String sentence) {
    return new HttpRefusal(HttpStatus.SERVICE_UNAVAILABLE_503, sentence, null);
  }
}
