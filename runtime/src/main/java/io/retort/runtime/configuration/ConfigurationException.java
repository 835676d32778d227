package io.retort.runtime.configuration;

import io.retort.core.RetortException;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a configuration. The message has one line for each problem. */
public final class ConfigurationException extends RetortException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * A configuration that cannot be used.
   *
   * @param problems what is wrong, at least one thing
   */
  public ConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * The problems.
   *
   * @return at least one, in the order of the text
   */
  public List<Problem> problems() {
    return problems;
  }
}
