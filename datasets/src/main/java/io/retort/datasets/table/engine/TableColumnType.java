package io.retort.datasets.table.engine;

/**
 * The type that a column has where it comes from.
 *
 * @param kind what cells of the type can be used as
 * @param name what the source calls the type
 */
public record TableColumnType(Kind kind, String name) {
  /** That of a column whose source knows no types. */
  static final TableColumnType UNKNOWN = new TableColumnType(Kind.ANY, "");

  /** What cells are. */
  public enum Kind {
    /** Whatever each of them is. */
    ANY,
    /** Numbers, which have a text as well. */
    NUMBER,
    /** Texts, none of which is taken for a number. */
    TEXT,
    /** Lists and the like, of which nothing can be made. */
    NESTED
  }
}
