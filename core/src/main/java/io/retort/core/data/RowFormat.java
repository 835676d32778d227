package io.retort.core.data;

import java.nio.file.Path;
import java.util.List;

/**
 * A format of files with raw rows, which a student predicts. Those that Retort does not read by
 * itself are found through ServiceLoader. Thread-safe.
 */
public interface RowFormat {

  /**
   * What the format is called on the command line.
   *
   * @return a word in small letters
   */
  String name();

  /**
   * Whether a file is in this format, by its name.
   *
   * @param file the name of a file
   * @return whether to read it so if nobody says another format
   */
  boolean reads(String file);

  /**
   * Opens a file, or all files of a folder or pattern if the format knows such.
   *
   * @param file where the rows are
   * @param columns what the student reads; others need not be decoded
   * @return the rows, which the caller closes
   * @throws io.retort.core.RetortException if it cannot be read, naming the file and the fix
   */
  RowReader open(Path file, List<InputColumn> columns);
}
