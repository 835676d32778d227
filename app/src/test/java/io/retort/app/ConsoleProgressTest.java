package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.Warning;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConsoleProgressTest {

  @Test
  void warningsGoToTheStandardErrorAndProgressToTheStandardOutput() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    ConsoleProgress progress = new ConsoleProgress(line.getOut(), line.getErr());
    progress.message("measuring");
    progress.warning(new Warning("failed-export", "exporters.x", "it was not exported"));
    assertEquals("measuring\n", out.toString());
    assertEquals("warning: exporters.x: it was not exported\n", err.toString());
  }

  @Test
  void whatOthersSayEndsASilence() {
    long second = 1_000_000_000L;
    long[] now = {13 * second};
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    try (ConsoleProgress progress = new ConsoleProgress(writer, writer, () -> now[0])) {
      now[0] += second;
      progress.say(writer, "the closing table");
      now[0] += second;
      progress.breakSilence();
      assertEquals("the closing table\n", out.toString());
      now[0] += second;
      progress.breakSilence();
      assertEquals("the closing table\nWorking  3 s\n", out.toString());
    }
  }
}
