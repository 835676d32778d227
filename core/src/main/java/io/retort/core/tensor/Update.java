package io.retort.core.tensor;

import java.util.Map;

/** How a vector is updated element by element. */
public sealed interface Update {

  /**
   * A program with the numbers of one update. Every backend runs it where its vectors are.
   *
   * @param program the program
   * @param numbers in the order of {@link UpdateProgram#scalars}
   */
  record Program(UpdateProgram program, float[] numbers) implements Update {
    public Program {
      if (numbers.length != program.scalars().size()) {
        throw new IllegalArgumentException(
            numbers.length + " numbers were given for " + program.scalars());
      }
    }
  }

  /**
   * A loop in Java. A backend whose vectors are not in the host's memory has to copy them there and
   * back for it at every step.
   *
   * @param rule the loop
   */
  record Loop(UpdateRule rule) implements Update {}

  /**
   * A program with the numbers of one update.
   *
   * @param program the program
   * @param numbers one for each of {@link UpdateProgram#scalars}
   * @return the update
   */
  static Update of(UpdateProgram program, Map<String, Double> numbers) {
    return new Program(program, program.numbers(numbers));
  }

  /**
   * A loop in Java, which is slow where vectors are not in the host's memory.
   *
   * @param rule the loop
   * @return the update
   */
  static Update of(UpdateRule rule) {
    return new Loop(rule);
  }
}
