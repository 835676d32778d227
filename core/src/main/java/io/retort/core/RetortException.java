package io.retort.core;

/**
 * A failure that the user can act on. The message is one clear sentence that names the place (file,
 * key, node, sample, plugin), what was found, what was expected and how to fix it; the command line
 * prints it without a stack trace.
 */
public class RetortException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RetortException(String message) {
    super(message);
  }

  public RetortException(String message, Throwable cause) {
    super(message, cause);
  }
}
