package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.EpochReport.TermReport;
import io.retort.core.progress.StepReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The display on a virtual terminal, by what that is sent. */
class LiveProgressTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @Test
  void messagesStayAndWarningsGoToTheStandardError() throws IOException {
    try (LiveProgress progress = display(80, true)) {
      progress.message("measuring");
      progress.warning(new Warning("failed-export", "exporters.x", "it was not exported"));
    }
    assertTrue(sent().lines().anyMatch(line -> line.endsWith("measuring")), sent());
    assertEquals("warning: exporters.x: it was not exported\n", err.toString());
  }

  @Test
  void aTrainingThatIsOverIsSaidInALine() throws IOException {
    try (LiveProgress progress = display(80, false)) {
      progress.steps(new StepReport("distilled", 3, "train", 0, 1200));
      progress.epoch(
          new EpochReport(
              "distilled",
              3,
              "train",
              1,
              1200,
              1200,
              Map.of("student", List.of(new TermReport("hard", 1, 0.25, 1))),
              Map.of(),
              1));
      progress.steps(new StepReport("distilled", 3, "train", 1200, 1200));
      progress.steps(new StepReport("candidate 7", 3, "train", 0, 1200));
      progress.steps(new StepReport("candidate 7", 3, "train", 1200, 1200));
    }
    assertTrue(sent().contains("distilled, seed 3: 1,200 steps in "), sent());
    assertFalse(sent().contains("candidate 7, seed 3"), sent());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void coloursAreThereIfTheyAreWanted(boolean wanted) throws IOException {
    try (LiveProgress progress = display(80, wanted)) {
      progress.steps(new StepReport("distilled", 3, "train", 1, 1200));
      progress.message("so that it is drawn anew");
    }
    assertEquals(wanted, screen.toString(StandardCharsets.UTF_8).contains("\u001b[1m"));
  }

  @Test
  void longMessagesAreBrokenAtTheWidth() throws IOException {
    try (LiveProgress progress = display(20, false)) {
      progress.message("a message of more words than a narrow terminal has room for");
    }
    List<String> lines = sent().lines().map(line -> line.replaceAll(".*\r", "")).toList();
    assertTrue(lines.contains("words than a narrow"), lines.toString());
    assertFalse(sent().contains("message of more words"), sent());
  }

  @Test
  void nothingIsDrawnAfterItsEnd() throws IOException {
    LiveProgress progress = display(80, false);
    progress.close();
    int sent = screen.size();
    progress.steps(new StepReport("distilled", 3, "train", 1, 1200));
    progress.close();
    assertEquals(sent, screen.size());
  }

  private LiveProgress display(int columns, boolean colours) throws IOException {
    LineDisciplineTerminal terminal =
        new LineDisciplineTerminal("test", "xterm-256color", screen, StandardCharsets.UTF_8);
    terminal.setSize(new Size(columns, 24));
    return new LiveProgress(terminal, new PrintWriter(err), colours);
  }

  /** What was sent, without what colours and moves the cursor. */
  private String sent() {
    return screen.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "");
  }
}
