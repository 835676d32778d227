package io.retort.teachers.file;

/**
 * A model file holds what no trainer writes, or what cannot be a teacher; the message says what, as
 * a clause.
 */
public final class DamagedModelException extends Exception {
  private static final long serialVersionUID = 1;
  private static final String COPY = "save or copy the model again";

  private final String fix;

  /**
   * A damage.
   *
   * @param message what is wrong, as a clause
   */
  public DamagedModelException(String message) {
    this(message, COPY);
  }

  /**
   * A model that is whole but cannot be a teacher.
   *
   * @param message why not, as a clause
   * @param fix what to do, as a clause
   */
  public DamagedModelException(String message, String fix) {
    super(message);
    this.fix = fix;
  }

  /**
   * A damage that another exception tells of.
   *
   * @param message what is wrong, as a clause
   * @param cause the other exception
   */
  public DamagedModelException(String message, Throwable cause) {
    super(message, cause);
    this.fix = COPY;
  }

  /**
   * What to do about it.
   *
   * @return a clause
   */
  public String fix() {
    return fix;
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
