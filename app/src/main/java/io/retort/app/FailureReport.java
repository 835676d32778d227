package io.retort.app;

import io.retort.core.ErrorKind;
import io.retort.core.MemoryShortage;
import io.retort.core.RetortException;
import io.retort.runtime.common.text.Words;
import io.retort.runtime.configuration.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Prints why a command failed: the message alone for a failure that the user can act on, more for
 * one that is a defect.
 */
final class FailureReport implements IExecutionExceptionHandler {
  private static final int LONGEST = 50_000;

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    return report(failure, line);
  }

  /** Prints a failure of any kind, and says how the process is to end. */
  int report(Throwable failure, CommandLine line) {
    ErrorKind kind = ErrorKind.of(failure);
    String sentence =
        failure instanceof RetortException
            ? failure.getMessage()
            : MemoryShortage.in(failure).orElseGet(failure::toString);
    // Problems of a file start with its name, so that editors can jump to them.
    String prefix = failure instanceof ConfigurationException ? "" : "retort: ";
    line.getErr().println(prefix + Words.shortened(sentence, LONGEST));
    GlobalOptions root = root(line).getCommand();
    if (root.stacktrace()) {
      failure.printStackTrace(line.getErr());
    } else if (kind == ErrorKind.DEFECT) {
      line.getErr().println("This is a defect of Retort; --stacktrace shows where.");
    }
    line.getErr().flush();
    return ExitStatus.of(kind);
  }

  private static CommandLine root(CommandLine line) {
    return line.getParent() == null ? line : root(line.getParent());
  }
}
