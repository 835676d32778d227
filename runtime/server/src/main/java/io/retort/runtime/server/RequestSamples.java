package io.retort.runtime.server;

import io.retort.core.RetortException;
import io.retort.serving.Student;
import java.util.function.Supplier;

/** What all ways to send samples have in common. */
final class RequestSamples {
  private RequestSamples() {}

  /**
   * Refuses a request without samples, or with more than fit.
   *
   * @param most how many a request may have
   */
  static void requireCount(int count, int most) {
    if (count == 0) {
      throw HttpRefusal.bad("The request has no samples; send at least one");
    } else if (count > most) {
      throw HttpRefusal.tooLarge(
          "The request has more than " + most + " samples; send them in several requests");
    }
  }

  /** The memory that prepared samples take. */
  static long bytes(Student student, int count) {
    return (long) Float.BYTES * student.inputShape().elements() * count;
  }

  /**
   * Prepares a sample.
   *
   * @param number its number, from 0
   * @param of how many the request has; 1 if it can have no more
   * @throws HttpRefusal with its number, if it cannot be prepared
   */
  static float[] numbered(int number, int of, Supplier<float[]> prepare) {
    try {
      return prepare.get();
    } catch (RetortException | IllegalArgumentException | IllegalStateException refusal) {
      throw HttpRefusal.bad(
          (of == 1 ? "" : "Sample " + number + ", counted from 0: ") + refusal.getMessage(),
          refusal);
    }
  }
}
