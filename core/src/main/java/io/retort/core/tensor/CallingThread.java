package io.retort.core.tensor;

import java.util.function.IntConsumer;

/** The calling thread, which is always at hand. */
record CallingThread() implements HostThreads {

  @Override
  public int count() {
    return 1;
  }

  @Override
  public boolean awake() {
    return true;
  }

  @Override
  public void run(int parts, IntConsumer each) {
    for (int part = 0; part < parts; part++) {
      each.accept(part);
    }
  }
}
