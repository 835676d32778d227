package io.retort.app;

import io.retort.core.progress.TrainingListener;
import java.io.PrintWriter;

/** What a command shows of how it gets on. What it prints at its end comes after {@link #close}. */
interface CommandProgress extends TrainingListener, AutoCloseable {

  /** Prints what other parts of the command have to say, where a display does not disturb it. */
  default void say(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }

  /** The number of columns that the command's last output may take. */
  default int width() {
    return Integer.MAX_VALUE;
  }

  @Override
  default void close() {}
}
