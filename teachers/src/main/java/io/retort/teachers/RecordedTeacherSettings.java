package io.retort.teachers;

import io.retort.core.plugin.Doc;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A teacher whose outputs were written down beforehand. {@link io.retort.teachers} says how such a
 * file looks.
 *
 * @param file the outputs for the training samples of the data set
 * @param test the outputs for the test samples of a data set that comes with some
 * @param id the column with the ids of samples, if rows are not found by the samples' places
 */
public record RecordedTeacherSettings(
    @Doc("The CSV file, or JSON lines, with the outputs for every training sample of the data set.")
        Path file,
    @Doc("The file for the test samples, where the data set itself comes with some.")
        Optional<Path> test,
    @Doc(
            "The column with the ids of samples, which the data set has too: the rows are then"
                + " found by them, in any order and beside others.")
        Optional<String> id) {

  /** Outputs of samples that are known by their places. */
  public RecordedTeacherSettings(Path file, Optional<Path> test) {
    this(file, test, Optional.empty());
  }
}
