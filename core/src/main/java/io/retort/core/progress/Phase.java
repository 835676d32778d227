package io.retort.core.progress;

/**
 * Tells a listener of something that takes long: when it begins, at most five times a second how
 * far it has come, and when it ends.
 *
 * <pre>{@code
 * try (Phase phase = Phase.begin(context.listener(), "Reading " + file, rows)) {
 *   …
 *   phase.advance(block.size());
 * }
 * }</pre>
 *
 * <p>Used by one thread at a time.
 */
public final class Phase implements AutoCloseable {
  private final TrainingListener listener;
  private final String name;
  private final long total;
  private final Pace pace = new Pace();
  private long done;
  private boolean closed;

  private Phase(TrainingListener listener, String name, long total) {
    this.listener = listener;
    this.name = name;
    this.total = total;
  }

  /**
   * Begins.
   *
   * @param listener is told
   * @param name what is done, for people
   * @param total how much there is to do; 0 if that is not known
   * @return to be closed when it ends
   */
  public static Phase begin(TrainingListener listener, String name, long total) {
    Phase phase = new Phase(listener, name, total);
    phase.tell();
    return phase;
  }

  /**
   * More is done. Takes some nanoseconds unless the listener is told.
   *
   * @param count how much more
   */
  public void advance(long count) {
    done += count;
    if (pace.due()) {
      tell();
    }
  }

  private void tell() {
    listener.phase(new PhaseReport(name, done, total, closed));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tell();
    }
  }
}
