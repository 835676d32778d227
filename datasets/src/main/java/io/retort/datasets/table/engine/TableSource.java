package io.retort.datasets.table.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An open table whose rows are read one after the other. */
public interface TableSource extends AutoCloseable {
  /** What a decoder puts in place of bytes that it does not understand. */
  char REPLACEMENT = '\uFFFD';

  /**
   * What the columns are called.
   *
   * @return the same columns for all rows
   */
  TableHeader header();

  /**
   * Says which columns will be asked for. Called at most once, before the first row is read.
   *
   * @param places of columns
   */
  default void only(Set<Integer> places) {}

  /**
   * Reads the next row.
   *
   * @return a row that is valid until the one after it is read, or null after the last one
   * @throws io.retort.core.RetortException if it cannot be read, naming its place and the fix
   */
  TableRow next();

  /**
   * By what rows that were kept are known to be these, other than by the settings.
   *
   * @return empty where that cannot be known
   * @throws io.retort.core.RetortException if the files cannot be looked at
   */
  default Optional<Identity> identity() {
    return Optional.empty();
  }

  @Override
  void close();

  /**
   * What a table is known by, for as long as nobody changes it.
   *
   * @param name what a file that keeps its rows is called, to recognise it by
   * @param facts whatever is different when the rows may be
   */
  record Identity(String name, List<String> facts) {
    public Identity {
      facts = List.copyOf(facts);
    }
  }

  /** Opens a table. */
  @FunctionalInterface
  interface Opener {

    /**
     * Opens it at its first row.
     *
     * @return a table that the caller closes
     * @throws io.retort.core.RetortException if it cannot be read, with the fix
     */
    TableSource open();
  }

  /**
   * The tables of a data set.
   *
   * @param train the table to train with
   * @param test a table with the same columns for the final test
   * @param unlabelled a table of rows without labels
   * @param cache a folder in which rows are kept that have an {@link #identity}
   */
  record Group(
      Opener train, Optional<Opener> test, Optional<Opener> unlabelled, Optional<Path> cache) {}
}
