package io.retort.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Standard output and standard error. The launcher starts Java with a locale of UTF-8, so that it
 * can name every file, and says in a system property what the terminal shows if that is less.
 *
 * @param charset what is printed is written in it
 */
record Terminal(Charset charset) {
  private static final String PROPERTY = "retort.charset";

  /** The launcher says {@code terminal} if that is what standard output goes to. */
  private static final String OUTPUT = "retort.output";

  /** The terminal of this process; empty if Java's own choice is right. */
  static Optional<Terminal> configured() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(name -> new Terminal(new PlainCharset(known(name))));
  }

  /**
   * A display of how a command gets on, if standard output is a terminal that can show one. Nothing
   * that it takes is loaded otherwise.
   */
  static Optional<CommandProgress> display(CommandLine line) {
    return isDisplayed(System.getenv()) ? LiveTerminal.display(line, shown()) : Optional.empty();
  }

  /** Whether standard output is shown on a terminal. */
  static boolean isShown() {
    return "terminal".equals(System.getProperty(OUTPUT));
  }

  /** Whether there is a terminal, and one that can do more than a printer can. */
  private static boolean isDisplayed(Map<String, String> environment) {
    String type = environment.getOrDefault("TERM", "");
    return !type.isEmpty() && !type.equals("dumb") && isShown();
  }

  private static Charset shown() {
    return configured()
        .map(Terminal::charset)
        .orElseGet(
            () ->
                Optional.ofNullable(System.getProperty("native.encoding"))
                    .map(Terminal::known)
                    .orElseGet(Charset::defaultCharset));
  }

  private static Charset known(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.US_ASCII;
    }
  }

  /**
   * A command line of which all that it prints, and all that is logged, is in this terminal's
   * charset. It is made here, since it takes other streams only if Java's do not change later.
   */
  CommandLine of(Supplier<CommandLine> line) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    System.setOut(new PrintStream(out, true, charset));
    System.setErr(new PrintStream(err, true, charset));
    return line.get().setOut(writer(out)).setErr(writer(err));
  }

  private PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }
}
