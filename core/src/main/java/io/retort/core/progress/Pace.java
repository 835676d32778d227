package io.retort.core.progress;

/** Lets reports through at most five times a second. */
public final class Pace {
  private static final long NANOS = 200_000_000L;

  private long last = System.nanoTime();

  /**
   * Whether a report is due; the next one then is a while later.
   *
   * @return true at most once in 0.2 seconds
   */
  public boolean due() {
    long now = System.nanoTime();
    if (now - last < NANOS) {
      return false;
    }
    last = now;
    return true;
  }
}
