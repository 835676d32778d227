package io.retort.app;

import io.retort.runtime.common.text.Words;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints what is wrong with a command line, and where to read what would be right. */
final class MisuseReport implements IParameterExceptionHandler {
  private static final int LONGEST = 2_000;

  @Override
  public int handleParseException(ParameterException misuse, String[] arguments) {
    CommandLine line = misuse.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("retort: " + Words.shortened(misuse.getMessage(), LONGEST));
    UnmatchedArgumentException.printSuggestions(misuse, err);
    err.println("'" + line.getCommandSpec().qualifiedName() + " --help' says what there is.");
    err.flush();
    return ExitStatus.MISUSE;
  }
}
