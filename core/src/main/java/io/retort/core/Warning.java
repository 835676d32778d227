package io.retort.core;

/**
 * Something that is allowed but likely a mistake, or that makes figures mean less than they seem
 * to.
 *
 * @param code what kind of warning it is, for programs, such as {@code constant-column}; lower-case
 *     words with dashes
 * @param place what it is about: a key of the experiment such as {@code data.file}, or an arm of
 *     the run
 * @param sentence what was found and what to do about it, one sentence without a full stop
 */
public record Warning(String code, String place, String sentence) {

  /** Checks the code. */
  public Warning {
    if (!code.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "A warning's code is lower-case words with dashes, not '" + code + "'");
    }
  }

  @Override
  public String toString() {
    return place + ": " + sentence;
  }
}
