package io.retort.app;

import io.retort.core.ErrorKind;
import io.retort.core.MemoryShortage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process where memory is so short that not even a report can be made, or where a thread
 * runs out of it that others would wait for. The sentence is made before, and so is all that saying
 * it takes: from then on, no memory of Java's is needed.
 */
final class OutOfMemoryExit implements UncaughtExceptionHandler {
  private static final int DEEPEST = 100;

  private final byte[] sentence =
      ("retort: " + MemoryShortage.unknown() + "\n").getBytes(StandardCharsets.UTF_8);
  private final FileOutputStream error = new FileOutputStream(FileDescriptor.err);
  private final int code = ExitStatus.of(ErrorKind.ENVIRONMENT);
  private final Runtime runtime = Runtime.getRuntime();

  OutOfMemoryExit() {
    // What is done for the first time loads classes, for which there is no memory later.
    if (isShortage(new IllegalStateException(new OutOfMemoryError()))) {
      write(new byte[0]);
    }
    // Of the classes that end the process, these are loaded by a hook, too.
    Thread nothing = new Thread();
    runtime.addShutdownHook(nothing);
    runtime.removeShutdownHook(nothing);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    if (isShortage(failure)) {
      end();
    }
    failure.printStackTrace();
  }

  /** One thread is enough to say it. */
  private synchronized void end() {
    write(sentence);
    runtime.halt(code);
  }

  private static boolean isShortage(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private void write(byte[] text) {
    try {
      error.write(text);
    } catch (IOException closed) {
      // Nobody listens.
    }
  }
}
