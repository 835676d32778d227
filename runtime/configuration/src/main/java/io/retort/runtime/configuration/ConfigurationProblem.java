package io.retort.runtime.configuration;

import io.retort.runtime.common.text.Words;

/**
 * One thing that is wrong with a configuration.
 *
 * @param place where it was written
 * @param key the path of the key, such as {@code strategy.temperature}; empty for the whole
 *     configuration
 * @param message what was found, what was expected and the fix
 */
public record ConfigurationProblem(SourceLocation place, String key, String message) {
  /** What was written is repeated, but not the whole of a word of a megabyte. */
  private static final int LONGEST = 2000;

  /** Such as {@code experiments/x.yaml:12:5: seeds[1]: expected a whole number, found 'x'}. */
  @Override
  public String toString() {
    return Words.shortened(
        place.prefix(Words.shortened(key, LONGEST / 4)) + Words.shortened(message, LONGEST / 2),
        LONGEST);
  }
}
