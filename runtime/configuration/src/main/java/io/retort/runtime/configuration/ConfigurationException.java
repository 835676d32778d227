package io.retort.runtime.configuration;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Everything that is wrong with a configuration. The message has one line for each problem, of many
 * for the first 20.
 */
public final class ConfigurationException extends RetortException {
  private static final long serialVersionUID = 1L;

  /** So many are read before the first of them are mended. */
  private static final int MOST = 20;

  private final transient List<ConfigurationProblem> problems;

  /**
   * A configuration that cannot be used.
   *
   * @param problems what is wrong, at least one thing
   */
  public ConfigurationException(List<ConfigurationProblem> problems) {
    super(ErrorKind.CONFIGURATION, message(problems));
    this.problems = List.copyOf(problems);
  }

  private static String message(List<ConfigurationProblem> problems) {
    String first =
        problems.stream()
            .limit(MOST)
            .map(ConfigurationProblem::toString)
            .collect(Collectors.joining("\n"));
    int more = problems.size() - MOST;
    return more <= 0
        ? first
        : first + String.format(Locale.ROOT, "%nand %,d more of the kind; mend these first", more);
  }

  /**
   * The problems.
   *
   * @return at least one, in the order of the text
   */
  public List<ConfigurationProblem> problems() {
    return problems;
  }
}
