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
 */
public record RecordedTeacherSettings(
    @Doc("The CSV file, or JSON lines, with the outputs for every training sample of the data set.")
        Path file,
    @Doc("The file for the test samples, where the data set itself comes with some.")
        Optional<Path> test) {}
