package io.retort.app;

import io.retort.core.RetortException;
import io.retort.runtime.common.text.Words;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * What is wrong with an argument is wrong with the command line, which has an exit code of its own.
 */
final class CommandArgument {

  private static final int LONGEST = 200;

  private CommandArgument() {}

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
   * Understands a number.
   *
   * @throws TypeConversionException if it is none, or too large
   */
  static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException misfit) {
      throw new TypeConversionException(
          "'"
              + Words.shortened(text, LONGEST)
              + "' is not a whole number between -2,147,483,648 and 2,147,483,647");
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
          spec.commandLine(), option + " must be at least " + least + ", not " + value);
    }
    return value;
  }
}
