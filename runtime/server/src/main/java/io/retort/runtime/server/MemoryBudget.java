package io.retort.runtime.server;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that requests take until their responses are sent, and bounds their sum. */
final class MemoryBudget {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  MemoryBudget(long limit) {
    this.limit = limit;
  }

  long taken() {
    return taken.get();
  }

  /** The share of a request, at first nothing. */
  Share share() {
    return new Share();
  }

  /** What one request takes; used by one thread after the other. */
  final class Share implements AutoCloseable {
    private final AtomicLong mine = new AtomicLong();

    private Share() {}

    /**
     * Takes more.
     *
     * @throws HttpRefusal if other requests have taken the rest, or if all would not be enough
     */
    void take(long bytes) {
      if (mine.get() + bytes > limit) {
        throw HttpRefusal.tooLarge(
            "The samples of the request take more than "
                + limit
                + " bytes; send them in several requests");
      }
      long before = taken.getAndAdd(bytes);
      if (before + bytes > limit) {
        taken.addAndGet(-bytes);
        throw HttpRefusal.busy(
            "The requests that wait take all memory that is there for them; try again later");
      }
      mine.addAndGet(bytes);
    }

    /** Gives all back. */
    @Override
    public void close() {
      taken.addAndGet(-mine.getAndSet(0));
    }
  }
}
