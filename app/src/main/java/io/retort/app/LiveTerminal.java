package io.retort.app;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;
import picocli.CommandLine;

/** The terminal that standard output goes to, by JLine. */
final class LiveTerminal {
  private static final int FEWEST_COLOURS = 8;

  private LiveTerminal() {}

  /** A display on the terminal; empty if it cannot draw anew what it has drawn. */
  static Optional<CommandProgress> display(CommandLine line, Charset charset) {
    try {
      // By the programs stty and tty: no native code, which would have to be unpacked and allowed.
      // Signals stay with those who have asked for them: Ctrl-C saves the run.
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(TerminalBuilder.SystemOutput.SysOut)
              .providers(TerminalBuilder.PROP_PROVIDER_EXEC)
              .dumb(false)
              .nativeSignals(false)
              .encoding(charset)
              .stdoutEncoding(charset)
              .build();
      if (!canRedraw(terminal)) {
        terminal.close();
        return Optional.empty();
      }
      LiveProgress display = new LiveProgress(terminal, line.getErr(), coloured(terminal));
      Signals.register("WINCH", display::resize);
      return Optional.of(display);
    } catch (IOException | IllegalStateException none) {
      return Optional.empty();
    }
  }

  private static boolean canRedraw(Terminal terminal) {
    return terminal.getStringCapability(Capability.cursor_up) != null
        && terminal.getStringCapability(Capability.clr_eol) != null;
  }

  /** By https://no-color.org: any value but an empty one says no. */
  private static boolean coloured(Terminal terminal) {
    Integer colours = terminal.getNumericCapability(Capability.max_colors);
    String refused = System.getenv("NO_COLOR");
    return (refused == null || refused.isEmpty()) && colours != null && colours >= FEWEST_COLOURS;
  }
}
