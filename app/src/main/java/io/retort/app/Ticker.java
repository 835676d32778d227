package io.retort.app;

/** Does something again and again on a thread of its own. */
final class Ticker implements AutoCloseable {
  private final Object lock = new Object();
  private boolean closed;

  /**
   * Begins.
   *
   * @param millis the time between two calls
   * @param action what is done
   */
  Ticker(int millis, Runnable action) {
    Thread thread = new Thread(() -> run(millis, action), "retort-progress");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(int millis, Runnable action) {
    while (waited(millis)) {
      action.run();
    }
  }

  /** Waits; false if there is nothing more to do. */
  private boolean waited(int millis) {
    synchronized (lock) {
      long end = System.nanoTime() + millis * 1_000_000L;
      for (long left = millis; left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
        try {
          lock.wait(left);
        } catch (InterruptedException interruption) {
          return false;
        }
      }
      return !closed;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }
}
