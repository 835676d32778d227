package io.retort.datasets.duckdb;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.datasets.table.engine.TableOrigin;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of Parquet files, one file after the other.
 *
 * @param written the path or pattern that names them
 * @param parts the files
 */
record ParquetOrigin(Path written, List<Part> parts) implements TableOrigin {

  /**
   * One of the files.
   *
   * @param before the rows of the files before
   */
  record Part(Path file, long before) {}

  ParquetOrigin {
    parts = List.copyOf(parts);
  }

  @Override
  public String key() {
    return Parquet.KEY;
  }

  @Override
  public String name() {
    return written.toString();
  }

  private Part part(long line) {
    Part found = parts.get(0);
    for (Part part : parts) {
      if (part.before() < line) {
        found = part;
      }
    }
    return found;
  }

  @Override
  public String row(long line) {
    Part part = part(line);
    return "row "
        + (line - part.before())
        + (parts.size() == 1 ? "" : " of " + part.file().getFileName());
  }

  @Override
  public String place(long line) {
    Part part = part(line);
    return part.file() + ", row " + (line - part.before());
  }

  @Override
  public RetortException noRows() {
    return new RetortException(
        ErrorKind.DATA, subject() + " has no rows; name a file that has some");
  }

  @Override
  public String toBeMissing() {
    return "make it NULL";
  }

  @Override
  public String toSaveMemory() {
    return "name a folder under cache, leave columns out under ignore, use fewer rows";
  }
}
