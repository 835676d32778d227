package io.retort.core.loss;

import io.retort.core.tensor.LossProgram;
import java.util.Map;

/**
 * A loss as a program with the numbers of its settings.
 *
 * @param program the same object for all losses that differ in numbers alone, so that a schedule
 *     can move them without a new kernel at each step
 * @param numbers in the order of {@link LossProgram#scalars}
 */
public record LossFormula(LossProgram program, double[] numbers) {
  public LossFormula {
    if (numbers.length != program.scalars().size()) {
      throw new IllegalArgumentException(
          numbers.length + " numbers were given for " + program.scalars());
    }
  }

  /**
   * A program with its numbers.
   *
   * @param program the program
   * @param numbers one for each of {@link LossProgram#scalars}
   * @return the formula
   */
  public static LossFormula of(LossProgram program, Map<String, Double> numbers) {
    return new LossFormula(program, program.numbers(numbers));
  }
}
