package io.retort.teachers.tribuo.file;

import java.util.concurrent.atomic.AtomicBoolean;

/** Does as it is initialised what no file may make it do. */
final class Planted {
  static {
    Flag.RAISED.set(true);
  }

  private Planted() {}

  /** Apart, so that a look at it does not raise it. */
  static final class Flag {
    private static final AtomicBoolean RAISED = new AtomicBoolean();

    private Flag() {}

    static boolean isRaised() {
      return RAISED.get();
    }
  }
}
