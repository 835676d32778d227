package io.retort.runtime.configuration;

import java.nio.file.Path;

/**
 * Where to write, as a configuration says it. Files come from elsewhere too, and must not choose
 * what is overwritten: one that a file names lies below the folder of that file or below {@value
 * #RUNS} in the working folder. The command line and programs may name any.
 *
 * @param path an absolute path
 */
public record Destination(Path path) {
  /** Where runs are kept, in the working folder. */
  public static final String RUNS = "runs";
}
