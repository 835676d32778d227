package io.retort.app;

import io.retort.core.MemoryShortage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ExitCode;

/**
 * Ends the process where memory is so short that not even a report can be made, or where a thread
 * runs out of it that others would wait for. The sentence is made before.
 */
final class LastWords implements UncaughtExceptionHandler {
  private final byte[] sentence =
      ("retort: " + MemoryShortage.unknown() + "\n").getBytes(StandardCharsets.UTF_8);
  private final FileOutputStream error = new FileOutputStream(FileDescriptor.err);

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      try {
        error.write(sentence);
      } catch (IOException closed) {
        // Nobody listens.
      }
      Runtime.getRuntime().halt(ExitCode.SOFTWARE);
    }
    failure.printStackTrace();
  }
}
