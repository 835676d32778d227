package io.retort.app;

import io.retort.app.Activity.Moment;
import io.retort.app.Activity.PhaseState;
import io.retort.app.Activity.TrainingState;
import io.retort.runtime.report.text.Durations;
import io.retort.runtime.report.text.TextWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What is going on as lines of a given width. A line is made of pieces; of those that do not fit,
 * the least important ones are left out.
 *
 * @param width the number of columns, of which the last stays empty: some terminals wrap there
 * @param most the number of lines
 * @param blocks whether the terminal shows the characters that bars are drawn with
 */
record ActivityLines(int width, int most, boolean blocks) {
  private static final int BAR = 20;
  private static final String GAP = "  ";
  private static final int NEVER_LEFT_OUT = 0;

  /** The columns of a percentage and the gap before it. */
  private static final int FAR = 6;

  /** What a piece says, which decides its colour. */
  enum Kind {
    NAME,
    BAR,
    FIGURE,
    PLAIN
  }

  /**
   * A part of a line.
   *
   * @param rank the lower, the more important
   */
  record Piece(Kind kind, String text, int rank) {}

  /** The lines, each as the pieces that it has room for. */
  List<List<Piece>> of(Moment moment) {
    List<List<Piece>> lines = new ArrayList<>();
    for (PhaseState phase : moment.phases()) {
      lines.add(fitting(pieces(phase)));
    }
    for (TrainingState training : moment.trainings()) {
      lines.add(fitting(pieces(training, moment)));
    }
    if (lines.isEmpty()) {
      lines.add(
          fitting(
              List.of(
                  new Piece(Kind.NAME, "Working", NEVER_LEFT_OUT),
                  new Piece(Kind.PLAIN, Durations.of(moment.seconds()), 1))));
    }
    if (lines.size() > most) {
      int left = lines.size() - most + 1;
      lines = new ArrayList<>(lines.subList(0, most - 1));
      lines.add(fitting(List.of(new Piece(Kind.PLAIN, "and " + left + " more", NEVER_LEFT_OUT))));
    }
    return lines;
  }

  private List<Piece> pieces(PhaseState phase) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece(Kind.NAME, phase.name(), NEVER_LEFT_OUT));
    if (phase.total() > 0) {
      pieces.add(
          new Piece(
              Kind.PLAIN,
              String.format(Locale.ROOT, "%,d of %,d", phase.done(), phase.total()),
              1));
      pieces.add(new Piece(Kind.BAR, bar(phase.share()), 4));
      pieces.add(new Piece(Kind.FIGURE, percent(phase.share()), 3));
    } else if (phase.done() > 0) {
      pieces.add(new Piece(Kind.PLAIN, String.format(Locale.ROOT, "%,d", phase.done()), 1));
    }
    pieces.add(new Piece(Kind.PLAIN, Durations.of(phase.seconds()), 5));
    left(phase.left(), 2, pieces);
    return pieces;
  }

  private List<Piece> pieces(TrainingState training, Moment moment) {
    int name = moment.trainings().stream().mapToInt(each -> each.name().length()).max().orElse(0);
    int digits = String.format(Locale.ROOT, "%,d", training.steps()).length();
    List<Piece> pieces = new ArrayList<>();
    pieces.add(
        new Piece(
            Kind.NAME,
            training.name() + " ".repeat(Math.max(0, name - training.name().length())),
            NEVER_LEFT_OUT));
    if (!training.seed().isEmpty()) {
      pieces.add(new Piece(Kind.PLAIN, "seed " + training.seed(), 3));
    }
    pieces.add(new Piece(Kind.PLAIN, training.stage(), 8));
    pieces.add(
        new Piece(
            Kind.PLAIN,
            String.format(Locale.ROOT, "%," + digits + "d/%,d", training.step(), training.steps()),
            4));
    pieces.add(new Piece(Kind.BAR, bar(training.share()), 9));
    pieces.add(new Piece(Kind.FIGURE, percent(training.share()), 1));
    for (int i = 0; i < training.losses().size(); i++) {
      pieces.add(new Piece(Kind.PLAIN, training.losses().get(i), i == 0 ? 6 : 10 + i));
    }
    if (!training.validation().isEmpty()) {
      pieces.add(new Piece(Kind.FIGURE, training.validation(), 5));
    }
    training.rate().ifPresent(rate -> pieces.add(new Piece(Kind.PLAIN, Durations.rate(rate), 7)));
    left(training.left(), 2, pieces);
    return pieces;
  }

  private static void left(OptionalDouble seconds, int rank, List<Piece> pieces) {
    seconds.ifPresent(
        left -> pieces.add(new Piece(Kind.PLAIN, Durations.of(left) + " left", rank)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%3d%%", (int) Math.floor(100 * share));
  }

  private String bar(double share) {
    int full = (int) Math.floor(BAR * share);
    return (blocks ? "█" : "#").repeat(full) + (blocks ? "░" : ".").repeat(BAR - full);
  }

  private List<Piece> fitting(List<Piece> pieces) {
    int room = Math.max(1, width - 1);
    Piece[] kept = new Piece[pieces.size()];
    int used = 0;
    for (int place :
        IntStream.range(0, pieces.size())
            .boxed()
            .sorted(Comparator.comparingInt(place -> pieces.get(place).rank()))
            .toList()) {
      Piece piece = pieces.get(place);
      int gap = used == 0 ? 0 : GAP.length();
      String text = piece.text();
      if (piece.rank() == NEVER_LEFT_OUT) {
        // A long name leaves room for how far it is.
        text = TextWidth.shortened(text, Math.max(1, room > 2 * FAR ? room - FAR : room));
      }
      if (!text.isEmpty() && used + gap + TextWidth.of(text) <= room) {
        kept[place] = new Piece(piece.kind(), text, piece.rank());
        used += gap + TextWidth.of(text);
      }
    }
    return Arrays.stream(kept).filter(Objects::nonNull).toList();
  }

  /** A line as plain text. */
  static String text(List<Piece> line) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : line) {
      text.append(text.length() == 0 ? "" : GAP).append(piece.text());
    }
    return text.toString();
  }
}
