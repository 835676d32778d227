package io.retort.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What the command line has said, in this process.
 *
 * @param code the exit code
 * @param out what it has printed
 * @param err what it has printed of failures and progress
 */
record CommandResult(int code, String out, String err) {

  /** Carries out a command. */
  static CommandResult by(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)),
            arguments);
    return new CommandResult(code, out.toString(), err.toString());
  }
}
