package io.retort.app;

import picocli.CommandLine;

/** The entry point of the command line. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code: 0 for success, 1 for a failure, 2 for a
   * command line that makes no sense.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new RetortCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new FailureReport());
  }
}
