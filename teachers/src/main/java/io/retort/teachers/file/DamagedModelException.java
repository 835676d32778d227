package io.retort.teachers.file;

/** A model file holds what no trainer writes; the message says what, as a clause. */
public final class DamagedModelException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * A damage.
   *
   * @param message what is wrong, as a clause
   */
  public DamagedModelException(String message) {
    super(message);
  }

  /**
   * A damage that another exception tells of.
   *
   * @param message what is wrong, as a clause
   * @param cause the other exception
   */
  public DamagedModelException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Refuses a file unless something holds.
   *
   * @param holds whether it does
   * @param message what is wrong otherwise, as a clause
   * @throws DamagedModelException if it does not hold
   */
  public static void unless(boolean holds, String message) throws DamagedModelException {
    if (!holds) {
      throw new DamagedModelException(message);
    }
  }
}
