package io.retort.core.tensor;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Threads of the common pool, as if there were four. */
public final class FourThreads implements HostThreads {
  private final boolean awake;

  /** Threads that look for work. */
  public FourThreads() {
    this(true);
  }

  FourThreads(boolean awake) {
    this.awake = awake;
  }

  @Override
  public int count() {
    return 4;
  }

  @Override
  public boolean awake() {
    return awake;
  }

  @Override
  public void run(int parts, IntConsumer each) {
    IntStream.range(0, parts).parallel().forEach(each);
  }
}
