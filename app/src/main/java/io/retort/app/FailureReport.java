package io.retort.app;

import io.retort.core.RetortException;
import io.retort.runtime.configuration.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Prints why a command failed: the message alone for a failure that the user can act on, more for
 * one that is a defect.
 */
final class FailureReport implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    boolean expected = failure instanceof RetortException;
    // Problems of a file start with its name, so that editors can jump to them.
    String prefix = failure instanceof ConfigurationException ? "" : "retort: ";
    line.getErr().println(prefix + (expected ? failure.getMessage() : failure.toString()));
    RetortCommand root = root(line).getCommand();
    if (root.stacktrace()) {
      failure.printStackTrace(line.getErr());
    } else if (!expected) {
      line.getErr().println("This is a defect of Retort; --stacktrace shows where.");
    }
    return line.getCommandSpec().exitCodeOnExecutionException();
  }

  private static CommandLine root(CommandLine line) {
    return line.getParent() == null ? line : root(line.getParent());
  }
}
