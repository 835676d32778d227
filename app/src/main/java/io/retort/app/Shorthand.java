package io.retort.app;

/**
 * An option that stands for a change of the file.
 *
 * @param option its name
 * @param value its value, as given
 * @param change the change, as {@code key=value}
 */
record Shorthand(String option, String value, String change) {

  /** A value that is a text whatever is in it. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Whether a problem is that of the option. */
  boolean isBlamed(String problem) {
    return problem.startsWith("--set " + change + ":");
  }

  /** Says the option where problems say the change. */
  String in(String problem) {
    return problem.replace("--set " + change, option + " " + value);
  }
}
