package io.retort.teachers.tribuo.file;

import java.util.concurrent.atomic.AtomicBoolean;

/** Raises a flag when it is initialised, which no file may cause. */
final class InitializationProbe {
  static {
    Flag.RAISED.set(true);
  }

  private InitializationProbe() {}

  /** Apart, so that a look at it does not raise it. */
  static final class Flag {
    private static final AtomicBoolean RAISED = new AtomicBoolean();

    private Flag() {}

    static boolean isRaised() {
      return RAISED.get();
    }
  }
}
