package io.retort.app;

import io.retort.core.Warning;
import java.io.PrintWriter;

/**
 * Shows warnings alone.
 *
 * @param err is told of them
 */
record QuietProgress(PrintWriter err) implements CommandProgress {

  @Override
  public void warning(Warning warning) {
    say(err, "warning: " + warning);
  }

  @Override
  public void message(String message) {}
}
