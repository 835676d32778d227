package io.retort.app;

import io.retort.core.RetortException;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What is wrong with an argument is wrong with the command line, which has an exit code of its own.
 */
final class Argument {

  private Argument() {}

  /**
   * Understands an argument.
   *
   * @throws ParameterException if it is refused
   */
  static <T> T of(CommandSpec spec, Supplier<T> meaning) {
    try {
      return meaning.get();
    } catch (RetortException refusal) {
      throw new ParameterException(spec.commandLine(), refusal.getMessage(), refusal);
    }
  }

  /**
   * Makes sure that a number is large enough.
   *
   * @throws ParameterException if it is not
   */
  static int atLeast(CommandSpec spec, int least, String option, int value) {
    if (value < least) {
      throw new ParameterException(
          spec.commandLine(), option + " is to be at least " + least + ", not " + value);
    }
    return value;
  }
}
