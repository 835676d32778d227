package io.retort.app;

import io.retort.app.Activity.TrainingState;
import io.retort.app.ActivityLines.Piece;
import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.runtime.report.text.Durations;
import io.retort.runtime.report.text.TextWidth;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;

/**
 * Progress in the last lines of a terminal, which are drawn anew four times a second. What is to
 * stay, such as messages, is printed above them.
 */
final class LiveProgress implements CommandProgress {
  private static final int MILLIS = 250;

  /** A terminal that does not say how wide it is has as many columns as most. */
  private static final int USUAL_WIDTH = 80;

  private static final int USUAL_HEIGHT = 24;

  private final Terminal terminal;
  private final Display display;
  private final PrintWriter err;
  private final boolean colours;
  private final boolean blocks;
  private final Activity activity = new Activity(System::nanoTime);
  private final Ticker ticker;
  private volatile boolean resized = true;
  private Size size = new Size(USUAL_WIDTH, USUAL_HEIGHT);
  private boolean closed;

  /**
   * A display.
   *
   * @param terminal shows it; closed with it
   * @param err is told of warnings
   * @param colours whether it may use colours
   */
  LiveProgress(Terminal terminal, PrintWriter err, boolean colours) {
    this.terminal = terminal;
    this.err = err;
    this.colours = colours;
    this.blocks = terminal.encoding().equals(StandardCharsets.UTF_8);
    this.display = new Display(terminal, false);
    this.ticker = new Ticker(MILLIS, this::draw);
    draw();
  }

  /** The terminal has another size. */
  void resize() {
    resized = true;
  }

  @Override
  public void epoch(EpochReport report) {
    activity.epoch(report);
  }

  @Override
  public void steps(StepReport report) {
    activity
        .steps(report)
        // The many of a sweep, of which no epochs are told, would hide what is said of candidates.
        .filter(training -> !training.losses().isEmpty())
        .ifPresent(training -> print(finished(training)));
  }

  private static String finished(TrainingState training) {
    return String.format(
        Locale.ROOT,
        "%s%s: %,d steps in %s%s",
        training.name(),
        training.seed().isEmpty() ? "" : ", seed " + training.seed(),
        training.steps(),
        Durations.exact(training.seconds()),
        training.validation().isEmpty() ? "" : ", validation " + training.validation());
  }

  @Override
  public void phase(PhaseReport report) {
    activity.phase(report);
  }

  @Override
  public void warning(Warning warning) {
    say(err, "warning: " + warning);
  }

  @Override
  public void message(String message) {
    print(message);
  }

  private void print(String line) {
    say(terminal.writer(), line);
  }

  @Override
  public synchronized void say(PrintWriter writer, String line) {
    erase();
    for (String part : line.split("\n", -1)) {
      // What fits stays as it is, blanks included.
      if (TextWidth.of(part) <= width()) {
        writer.println(part);
      } else {
        TextWidth.wrapped(part, width()).forEach(writer::println);
      }
    }
    writer.flush();
    draw();
  }

  private void erase() {
    if (!closed) {
      display.update(List.of(), 0);
      terminal.flush();
    }
  }

  private synchronized void draw() {
    if (closed) {
      return;
    }
    if (resized) {
      resized = false;
      // What was drawn may have been wrapped anew; it is drawn over as well as can be.
      size = known(terminal.getSize());
      display.resize(size.getRows(), size.getColumns());
    }
    List<AttributedString> lines = new ArrayList<>();
    new ActivityLines(size.getColumns(), Math.max(1, size.getRows() - 1), blocks)
        .of(activity.now())
        .forEach(line -> lines.add(styled(line)));
    // The cursor waits behind the last line.
    int last = lines.size() - 1;
    display.update(lines, size.cursorPos(last, lines.get(last).columnLength()));
    terminal.flush();
  }

  private static Size known(Size size) {
    return new Size(
        size.getColumns() > 0 ? size.getColumns() : USUAL_WIDTH,
        size.getRows() > 0 ? size.getRows() : USUAL_HEIGHT);
  }

  private AttributedString styled(List<Piece> line) {
    AttributedStringBuilder text = new AttributedStringBuilder();
    for (Piece piece : line) {
      text.append(text.length() == 0 ? "" : "  ");
      if (colours) {
        text.styled(style(piece), piece.text());
      } else {
        text.append(piece.text());
      }
    }
    return text.toAttributedString();
  }

  private static AttributedStyle style(Piece piece) {
    return switch (piece.kind()) {
      case NAME -> AttributedStyle.BOLD;
      case BAR -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
      case FIGURE -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
      case PLAIN -> AttributedStyle.DEFAULT;
    };
  }

  @Override
  public int width() {
    return Math.max(1, size.getColumns() - 1);
  }

  @Override
  public void close() {
    ticker.close();
    synchronized (this) {
      if (closed) {
        return;
      }
      erase();
      closed = true;
    }
    try {
      terminal.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
