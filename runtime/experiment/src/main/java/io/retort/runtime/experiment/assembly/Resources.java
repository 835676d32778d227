package io.retort.runtime.experiment.assembly;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a run has opened, closed in reverse order at its end. */
public final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  public <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /** Closes everything, also when something fails to close; the first failure is thrown. */
  @Override
  public void close() {
    RuntimeException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failure) {
        if (first == null) {
          first = new IllegalStateException("A part of the run failed to close", failure);
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
