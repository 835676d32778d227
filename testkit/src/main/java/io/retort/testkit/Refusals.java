package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import org.junit.jupiter.api.function.Executable;

/** Assertions about failures that say what is wrong. */
public final class Refusals {

  private Refusals() {}

  /**
   * Asserts that something is refused, in words.
   *
   * @param action what is tried
   * @param parts what the message must contain
   * @return the refusal
   */
  public static RetortException assertRefused(Executable action, String... parts) {
    return assertRefused(RetortException.class, action, parts);
  }

  /**
   * Asserts that something is refused with an exception of another type, such as those for mistakes
   * of a program.
   *
   * @param type the type
   * @param action what is tried
   * @param parts what the message must contain
   * @return the refusal
   */
  public static <T extends Throwable> T assertRefused(
      Class<T> type, Executable action, String... parts) {
    T refusal = assertThrows(type, action);
    String message = String.valueOf(refusal.getMessage());
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
    }
    return refusal;
  }
}
