package io.retort.runtime.experiment.result;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The rows of one output of a teacher that are kept for later runs.
 *
 * @param folder where
 * @param experiment the experiment that has asked first, empty if no file says it
 * @param output the name of the output
 * @param format what is kept of a row: {@code float32}, {@code float16}, {@code top-20}
 * @param rows how many samples there are rows of
 * @param samples how many samples the data have
 * @param bytes the size of the files
 * @param used when a run last used them
 * @param damaged blocks and files that are not as they were written; their rows are asked for again
 */
public record StoredOutput(
    Path folder,
    String experiment,
    String output,
    String format,
    int rows,
    int samples,
    long bytes,
    Instant used,
    int damaged) {}
