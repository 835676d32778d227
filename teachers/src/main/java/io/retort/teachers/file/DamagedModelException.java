package io.retort.teachers.tribuo.file;

/** A model file holds what no trainer writes; the message says what, as a clause. */
public final class DamagedModelException extends Exception {
  private static final long serialVersionUID = 1;

  DamagedModelException(String message) {
    super(message);
  }

  DamagedModelException(String message, Throwable cause) {
    super(message, cause);
  }

  static void unless(boolean holds, String message) throws DamagedModelException {
    if (!holds) {
      throw new DamagedModelException(message);
    }
  }
}
