package io.retort.datasets;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.datasets.table.engine.TableNumbers;
import io.retort.datasets.table.engine.TableOrigin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of CSV or JSON lines.
 *
 * @param file its path
 * @param written whether the file's first line names the columns
 * @param rowNames whether the first of them is one of row names that the first line leaves out
 */
record CsvOrigin(Path file, boolean written, boolean rowNames) implements TableOrigin {
  /** The characters that may have been meant as separators. */
  private static final List<String> SEPARATORS = List.of(";", "\t", "|", ",");

  @Override
  public String key() {
    return "file";
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public String row(long line) {
    return "line " + line;
  }

  /** What may be wrong with the first line. */
  @Override
  public String hint(List<String> columns) {
    if (!written) {
      return "; if the first line names the columns, set header to true";
    }
    Optional<String> number =
        columns.stream().filter(TableNumbers.WITH_POINT::isNumber).findFirst();
    if (number.isPresent()) {
      return "; '"
          + number.get()
          + "' is a number: if the first line is not a header, set header to false, and call the"
          + " columns 1, 2, 3…";
    }
    return SEPARATORS.stream()
        .filter(mark -> columns.size() == 1 && columns.get(0).contains(mark))
        .findFirst()
        .map(
            mark -> "; if they are separated by '" + mark.replace("\t", "\\t") + "', set separator")
        .orElse("");
  }

  @Override
  public String hint(long line, List<String> columns) {
    return line == 1 && !written ? hint(columns) : "";
  }

  @Override
  public String unnamed() {
    return rowNames
        ? "the first line has one name less than the rows have cells, as R writes row names: the"
            + " first column"
        : "a column without a name, such as the index that pandas writes,";
  }

  @Override
  public RetortException noRows() {
    return noRows(file, written);
  }

  static RetortException noRows(Path file, boolean written) {
    return new RetortException(
        ErrorKind.DATA,
        "The table "
            + file
            + " has no rows"
            + (written ? " below its header; if it has no header, set header to false" : ""));
  }

  @Override
  public String toBeMissing() {
    return "add it to missing-marks";
  }

  @Override
  public String toSaveMemory() {
    return "name a folder under cache, leave columns out under ignore, use fewer rows";
  }
}
