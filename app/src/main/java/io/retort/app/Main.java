package io.retort.app;

import io.retort.core.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;

/** The entry point of the command line. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code, one of {@link ExitStatus}.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler(new OutOfMemoryExit());
    quieten();
    CommandLine line =
        Terminal.configured()
            .map(terminal -> terminal.of(Main::commandLine))
            .orElseGet(Main::commandLine);
    System.exit(run(line, arguments));
  }

  /** Runs a command; also errors of the JVM, such as short memory, end in a sentence. */
  static int run(CommandLine line, String... arguments) {
    int code;
    try {
      code = line.execute(arguments);
    } catch (Error failure) {
      code = new FailureReport().report(failure, line);
    }
    // Picocli writes to System.out, which keeps to itself that it cannot be written.
    boolean lost = line.getOut().checkError() || System.out.checkError();
    if (lost && code == ExitStatus.DONE) {
      line.getErr()
          .println(
              "retort: the output could not be written: it was closed, or what it goes to is"
                  + " full; what was written to files is there");
      return ExitStatus.of(ErrorKind.ENVIRONMENT);
    }
    return code;
  }

  /**
   * Sets what is logged, where the user has not. Not in a file {@code simplelogger.properties}: a
   * library brings one too, and which of the two is found is a matter of luck.
   */
  private static void quieten() {
    Properties settings = new Properties();
    try (InputStream in = Main.class.getResourceAsStream("logging.properties")) {
      settings.load(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The program's jar is damaged", unreadable);
    }
    settings.forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
  }

  static CommandLine commandLine() {
    return new CommandLine(new RetortCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A file's name may begin with @.
        .setExpandAtFiles(false)
        .registerConverter(Integer.class, CommandArgument::wholeNumber)
        .registerConverter(int.class, CommandArgument::wholeNumber)
        .setParameterExceptionHandler(new MisuseReport())
        .setExecutionExceptionHandler(new FailureReport());
  }
}
