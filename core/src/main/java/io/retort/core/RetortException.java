package io.retort.core;

/**
 * A failure that the user can act on. The message is one clear sentence that names the place (file,
 * key, node, sample, plugin), what was found, what was expected and how to fix it; the command line
 * prints it without a stack trace. The kind tells programs what the failure is about.
 */
public class RetortException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;

  /**
   * A failure with no other behind it.
   *
   * @param kind what it is about
   * @param message for the user
   */
  public RetortException(ErrorKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /**
   * A failure that another one has caused.
   *
   * @param kind what it is about; that of the cause where this only adds the place
   * @param message for the user
   * @param cause the other, or null
   */
  public RetortException(ErrorKind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * What the failure is about.
   *
   * @return never null
   */
  public final ErrorKind kind() {
    return kind;
  }
}
