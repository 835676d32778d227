package io.retort.datasets.table.engine;

import io.retort.core.Echo;
import io.retort.core.RetortException;
import io.retort.core.data.MissingValues;
import io.retort.datasets.table.SampleTime;
import io.retort.datasets.table.TaskKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the cells of a table mean, and what is said of those that mean nothing. */
public final class TableCells {
  /** Words that are more often a missing class than the name of one. */
  private static final Set<String> DOUBTFUL =
      Set.of("nan", "NaN", "null", "NULL", "N/A", "n/a", "<NA>", "#N/A");

  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

  private final TableHeader header;
  private final TableNumbers numbers;
  private final List<String> marks;
  private final MissingValues policy;
  private final Optional<Set<String>> noLabel;

  TableCells(TableSettings settings, TableHeader header) {
    this.header = header;
    this.numbers = settings.numbers();
    this.marks = settings.format().missingMarks();
    this.policy = settings.format().missing();
    this.noLabel = settings.missingLabels().map(Set::copyOf);
  }

  /**
   * Numbers as Retort writes them, none of which may be missing.
   *
   * @param header names the places of cells
   */
  public TableCells(TableHeader header) {
    this.header = header;
    this.numbers = TableNumbers.WITH_POINT;
    this.marks = List.of();
    this.policy = MissingValues.ERROR;
    this.noLabel = Optional.empty();
  }

  /** Whether an input is missing and may be filled. */
  boolean missing(TableRow row, int place) {
    if (!isMark(row, place)) {
      return false;
    }
    if (policy == MissingValues.FILL) {
      return true;
    }
    throw problem(row, place, "the value is missing ('%s'); give one, or set missing to fill");
  }

  private boolean isMark(TableRow row, int place) {
    for (String mark : marks) {
      if (row.is(place, mark)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A finite number.
   *
   * @param row the row
   * @param place the column
   * @return the number
   * @throws RetortException if the cell is none, with its place
   */
  public double number(TableRow row, int place) {
    double value = row.number(place);
    if (Double.isNaN(value)) {
      throw notANumber(row, place);
    }
    if (!Float.isFinite((float) value)) {
      throw notFinite(row, place);
    }
    return value;
  }

  private RetortException notANumber(TableRow row, int place) {
    String cell = row.cell(place);
    String word = cell.toLowerCase(Locale.ROOT);
    if (NOT_FINITE.contains(
        word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word)) {
      return notFinite(row, place);
    }
    TableNumbers other = new TableNumbers(numbers.decimal() == '.' ? ',' : '.');
    if (other.isNumber(cell)) {
      return problem(
          row,
          place,
          "'%s' is not a number where the decimal mark is '"
              + numbers.decimal()
              + "'; if it is '"
              + other.decimal()
              + "' in this file, set decimal to '"
              + other.decimal()
              + "'");
    }
    return problem(
        row,
        place,
        "'%s' is not a number; correct it, name the column under categorical, or "
            + header.origin().toBeMissing());
  }

  private RetortException notFinite(TableRow row, int place) {
    return problem(
        row,
        place,
        "'%s' is not a finite 32-bit number; correct it, or " + header.origin().toBeMissing());
  }

  /** Refuses a row without what rows are divided by. */
  void requireGiven(TableRow row, int place, String key) {
    boolean empty = row.is(place, "");
    if (empty || isMark(row, place)) {
      throw problem(
          row,
          place,
          "'%s' is no "
              + key
              + " by which rows could be divided; give each row one, leave the row out, or leave "
              + key
              + " out"
              + (empty ? "" : "; if it is one, take it out of missing-marks"));
    }
  }

  /** The weight of a row. */
  double weight(TableRow row, int place) {
    double weight = row.number(place);
    if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
      throw problem(
          row,
          place,
          "'%s' is no weight, which is a finite number from 0 on; correct it, or leave the row"
              + " out");
    }
    return weight;
  }

  /** The time of a row: a number, or a date of ISO 8601. */
  SampleTime time(TableRow row, int place) {
    if (header.type(place).kind() != TableColumnType.Kind.TEXT) {
      double number = row.number(place);
      if (Double.isFinite(number)) {
        return SampleTime.number(number);
      }
    }
    return SampleTime.date(row.cell(place))
        .orElseThrow(
            () ->
                problem(
                    row,
                    place,
                    "'%s' is neither a number nor a date such as 2024-01-31 or"
                        + " 2024-01-31T18:30:00Z, by which rows could be put in order; write it"
                        + " so, or leave time out"));
  }

  /**
   * Whether a row has no label in a label column. What may be a class as well as a missing one is
   * refused until the configuration says which.
   */
  boolean unlabelled(TableRow row, TableLayout.Label label) {
    String cell = row.cell(label.place());
    if (noLabel.isPresent()) {
      return noLabel.get().contains(cell);
    } else if (label.task() != TaskKind.SINGLE_LABEL) {
      return cell.isEmpty() || marks.contains(cell);
    } else if (!cell.isEmpty() && (marks.contains(cell) || DOUBTFUL.contains(cell))) {
      throw problem(
          row,
          label.place(),
          "'%s' may be a class or stand for a missing label; set missing-labels to [''] if it is"
              + " a class"
              + (marks.contains(cell) ? " (or leave it out of missing-marks)" : "")
              + ", and to ['', '%<s'] if its rows have no label");
    }
    return cell.isEmpty();
  }

  /**
   * 0 or 1.
   *
   * @param row the row
   * @param place the column
   * @return the number
   * @throws RetortException if the cell is neither, with its place
   */
  public double flag(TableRow row, int place) {
    double value = number(row, place);
    if (value != 0 && value != 1) {
      throw problem(
          row, place, "'%s' is neither 0 nor 1, which a multi-label task has; correct it");
    }
    return value;
  }

  private RetortException problem(TableRow row, int place, String sentence) {
    return header.problem(
        row.line(), place, String.format(Locale.ROOT, sentence, Echo.of(row.cell(place))));
  }
}
