package io.retort.teachers.tribuo;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what Tribuo reports of every single tree from the console. */
final class TribuoLog {
  /** Kept here, because the logging system forgets loggers that nobody holds. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  private TribuoLog() {}

  /** Leaves warnings, unless somebody has said what to log. */
  static void quiet() {
    if (TRIBUO.getLevel() == null) {
      TRIBUO.setLevel(Level.WARNING);
    }
  }
}
