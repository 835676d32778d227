package io.retort.app;

import io.retort.core.RetortException;
import io.retort.runtime.configuration.ConfigurationException;
import io.retort.runtime.text.Words;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Prints why a command failed: the message alone for a failure that the user can act on, more for
 * one that is a defect.
 */
final class FailureReport implements IExecutionExceptionHandler {
  private static final long MEGABYTE = 1L << 20;
  private static final int LONGEST = 50_000;

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    return report(failure, line);
  }

  /** Prints a failure of any kind, and says how the process is to end. */
  int report(Throwable failure, CommandLine line) {
    Optional<OutOfMemoryError> memory = memory(failure);
    boolean expected = failure instanceof RetortException || memory.isPresent();
    // Problems of a file start with its name, so that editors can jump to them.
    String prefix = failure instanceof ConfigurationException ? "" : "retort: ";
    line.getErr()
        .println(
            prefix
                + memory
                    .map(FailureReport::sentence)
                    .orElseGet(
                        () ->
                            Words.shortened(
                                expected ? failure.getMessage() : failure.toString(), LONGEST)));
    RetortCommand root = root(line).getCommand();
    if (root.stacktrace()) {
      failure.printStackTrace(line.getErr());
    } else if (!expected) {
      line.getErr().println("This is a defect of Retort; --stacktrace shows where.");
    }
    line.getErr().flush();
    return ExitCode.SOFTWARE;
  }

  /** Short memory comes in other exceptions too, such as those of a class that cannot start. */
  private static Optional<OutOfMemoryError> memory(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 100; depth++) {
      if (cause instanceof OutOfMemoryError error) {
        return Optional.of(error);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static String sentence(OutOfMemoryError error) {
    return "The memory is not enough ("
        + (error.getMessage() == null ? "Java gives no reason" : error.getMessage().strip())
        + "; Java may use "
        + Runtime.getRuntime().maxMemory() / MEGABYTE
        + " MB); allow more with RETORT_OPTS=-Xmx8g ./retort …, or take fewer samples, a smaller"
        + " batch or smaller networks";
  }

  private static CommandLine root(CommandLine line) {
    return line.getParent() == null ? line : root(line.getParent());
  }
}
