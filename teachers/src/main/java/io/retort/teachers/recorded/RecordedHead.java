package io.retort.teachers.recorded;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.DecimalNumber;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The columns of one head.
 *
 * @param head the head
 * @param kind what its columns hold
 * @param columns their places in the file, in the order of the head's outputs
 * @param start the place of the first in the rows that are kept
 */
record RecordedHead(Head head, TargetKind kind, List<Integer> columns, int start) {
  /** How far probabilities may miss the sum 1: four decimals and a hundred classes. */
  private static final double TOLERANCE = 0.01;

  /** How far a single probability, or its logarithm, may exceed its range. */
  private static final double ROUNDING = 1e-5;

  /** Finds a head's columns by their names: {@code probability:cat}, {@code logit:kind:cat}. */
  static RecordedHead find(
      Head head, boolean alone, Map<String, Integer> columns, Path file, int start) {
    if (head.task() instanceof Task.Embedding) {
      return vector(head, alone, columns, file, start);
    }
    List<TargetKind> kinds = head.task().modelOutputKinds();
    for (TargetKind kind : kinds) {
      List<Integer> places = places(names(head, kind, true), columns);
      if (alone && places.stream().allMatch(place -> place < 0)) {
        places = places(names(head, kind, false), columns);
      }
      if (places.stream().anyMatch(place -> place >= 0)) {
        if (places.contains(-1)) {
          throw missing(head, alone, List.copyOf(columns.keySet()), file, List.of(kind));
        }
        return new RecordedHead(head, kind, places, start);
      }
    }
    throw missing(head, alone, List.copyOf(columns.keySet()), file, kinds);
  }

  /** As many values as there are, called 0, 1 and so on. */
  private static RecordedHead vector(
      Head head, boolean alone, Map<String, Integer> columns, Path file, int start) {
    List<Integer> places = numbered(prefix(TargetKind.VALUES, head, true), columns);
    if (alone && places.isEmpty()) {
      places = numbered(prefix(TargetKind.VALUES, head, false), columns);
    }
    if (places.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          file
              + ", line 1: the embedding '"
              + head.name()
              + "' of the data needs the columns "
              + prefix(TargetKind.VALUES, head, !alone)
              + "0, 1 and so on, but the columns are "
              + Echo.of(List.copyOf(columns.keySet())));
    }
    return new RecordedHead(head, TargetKind.VALUES, places, start);
  }

  private static List<Integer> numbered(String prefix, Map<String, Integer> columns) {
    List<Integer> places = new ArrayList<>();
    while (columns.containsKey(prefix + places.size())) {
      places.add(columns.get(prefix + places.size()));
    }
    return places;
  }

  private static RetortException missing(
      Head head, boolean alone, List<String> columns, Path file, List<TargetKind> kinds) {
    List<String> wanted = new ArrayList<>();
    for (TargetKind kind : kinds) {
      List<String> names = new ArrayList<>(names(head, kind, !alone));
      names.removeAll(columns);
      wanted.add(Echo.of(names));
    }
    return new RetortException(
        ErrorKind.DATA,
        file
            + ", line 1: the head '"
            + head.name()
            + "' of the data needs the columns "
            + String.join(", or ", wanted)
            + ", but the columns are "
            + Echo.of(columns));
  }

  private static List<String> names(Head head, TargetKind kind, boolean withHead) {
    String prefix = prefix(kind, head, withHead);
    return head.task().names().stream().map(name -> prefix + name).toList();
  }

  private static String prefix(TargetKind kind, Head head, boolean withHead) {
    return word(kind) + ":" + (withHead ? head.name() + ":" : "");
  }

  private static String word(TargetKind kind) {
    return switch (kind) {
      case PROBABILITIES -> "probability";
      case LOG_PROBABILITIES -> "log-probability";
      case LOGITS -> "logit";
      case VALUES -> "value";
      default -> throw new IllegalStateException("No columns are called after " + kind);
    };
  }

  private static List<Integer> places(List<String> names, Map<String, Integer> columns) {
    return names.stream().map(name -> columns.getOrDefault(name, -1)).toList();
  }

  TeacherOutput output() {
    return new TeacherOutput(head.name(), kind, Shape.of(width()));
  }

  int width() {
    return columns.size();
  }

  int end() {
    return start + width();
  }

  /** Reads and checks the head's cells of a row. */
  void read(List<String> cells, float[] row, String place) {
    double sum = 0;
    for (int i = 0; i < width(); i++) {
      String cell = cells.get(columns.get(i)).strip();
      double value = number(cell);
      if (!allowed(value)) {
        throw new RetortException(
            ErrorKind.DATA,
            place
                + "the "
                + word(kind)
                + " of '"
                + name(i)
                + "' is '"
                + cell
                + "'; expected "
                + expected());
      }
      row[start + i] = (float) scaled(i, clamp(value));
      sum += kind == TargetKind.LOG_PROBABILITIES ? Math.exp(value) : value;
    }
    if (isDistribution()) {
      if (Math.abs(sum - 1) > TOLERANCE) {
        throw new RetortException(
            ErrorKind.DATA,
            String.format(
                Locale.ROOT,
                "%sthe probabilities of the head '%s' have the sum %.4f instead of 1; %s",
                place,
                head.name(),
                sum,
                "record softmax outputs, or name the columns logit:… if they are logits"));
      }
      for (int i = start; i < end(); i++) {
        row[i] = (float) (kind == TargetKind.PROBABILITIES ? row[i] / sum : row[i] - Math.log(sum));
      }
    }
  }

  private String name(int output) {
    return head.task().hasLabels() ? head.task().names().get(output) : Integer.toString(output);
  }

  /** Values are recorded in the units of the data; those of a vector have no other. */
  private double scaled(int output, double value) {
    return head.task().hasLabels() ? head.task().scales().get(output).apply(value) : value;
  }

  private boolean isDistribution() {
    return head.task() instanceof Task.SingleLabel
        && (kind == TargetKind.PROBABILITIES || kind == TargetKind.LOG_PROBABILITIES);
  }

  private static double number(String cell) {
    // As NumPy writes it.
    if (cell.equals("-inf")) {
      return Double.NEGATIVE_INFINITY;
    }
    return DecimalNumber.matches(cell, '.') ? Double.parseDouble(cell) : Double.NaN;
  }

  private boolean allowed(double value) {
    return switch (kind) {
      case PROBABILITIES -> value >= 0 && value <= 1 + ROUNDING;
      case LOG_PROBABILITIES -> value <= ROUNDING;
      default -> Math.abs(value) <= Float.MAX_VALUE;
    };
  }

  private double clamp(double value) {
    return switch (kind) {
      case PROBABILITIES -> Math.min(1, value);
      case LOG_PROBABILITIES -> Math.min(0, value);
      default -> value;
    };
  }

  private String expected() {
    return switch (kind) {
      case PROBABILITIES -> "a number from 0 to 1";
      case LOG_PROBABILITIES -> "a number of at most 0";
      default -> "a finite number";
    };
  }

  /** Refuses probabilities that are called logits: softmax would be taken twice. */
  void checkAll(List<float[]> rows, Path file) {
    if (kind == TargetKind.LOGITS
        && head.task() instanceof Task.SingleLabel
        && rows.stream().allMatch(this::looksLikeProbabilities)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The logits of the head '"
              + head.name()
              + "' in "
              + file
              + " are from 0 to 1 with the sum 1 in every row, so they are probabilities; name"
              + " their columns probability:…");
    }
  }

  private boolean looksLikeProbabilities(float[] row) {
    double sum = 0;
    for (float value : Arrays.copyOfRange(row, start, end())) {
      if (value < 0) {
        return false;
      }
      sum += value;
    }
    return Math.abs(sum - 1) <= TOLERANCE;
  }
}
