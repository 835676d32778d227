package io.retort.datasets.duckdb;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.datasets.table.engine.TableOrigin;

/**
 * The rows of a query.
 *
 * @param written the key that the query is written under
 */
record QueryOrigin(String written) implements TableOrigin {

  @Override
  public String key() {
    return DuckDbQuery.KEY;
  }

  @Override
  public String name() {
    return "the query under " + written;
  }

  @Override
  public String subject() {
    return "The query under " + written;
  }

  @Override
  public String row(long line) {
    return "row " + line;
  }

  @Override
  public String place(long line) {
    return subject() + ", " + row(line);
  }

  @Override
  public RetortException noRows() {
    return problem("has no rows; ask for some");
  }

  @Override
  public String toBeMissing() {
    return "select NULL for it";
  }

  @Override
  public String toSaveMemory() {
    return "select fewer columns or rows";
  }

  /** What to throw about the query, of which a clause says what is wrong. */
  RetortException problem(String clause) {
    return new RetortException(ErrorKind.DATA, subject() + " " + clause);
  }

  /** The query cannot be made. */
  RetortException failure(Exception cause) {
    String fix =
        Database.isOutOfMemory(cause) ? "raise memory, or select fewer rows at once" : "correct it";
    return new RetortException(
        ErrorKind.DATA, subject() + " fails: " + Database.reason(cause) + "; " + fix, cause);
  }
}
