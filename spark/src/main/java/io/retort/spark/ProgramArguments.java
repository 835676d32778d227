package io.retort.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of a program: options with a value each, and all others. */
final class ProgramArguments {
  private final List<String> names = new ArrayList<>();
  private final Map<String, List<String>> options = new HashMap<>();

  private ProgramArguments() {}

  /**
   * Takes arguments apart.
   *
   * @param known the names of options, such as {@code --set}
   * @throws IllegalArgumentException in a sentence, if there are others or one has no value
   */
  static ProgramArguments of(String[] arguments, Set<String> known) {
    ProgramArguments parsed = new ProgramArguments();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("--")) {
        parsed.names.add(argument);
      } else if (!known.contains(argument)) {
        throw new IllegalArgumentException("There is no option " + argument);
      } else if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("The option " + argument + " lacks its value");
      } else {
        parsed.options.computeIfAbsent(argument, fresh -> new ArrayList<>()).add(arguments[++i]);
      }
    }
    return parsed;
  }

  /**
   * Refuses more or fewer names than a program takes.
   *
   * @param count how many it takes
   * @param what they are, such as {@code one experiment}
   * @return these arguments
   * @throws IllegalArgumentException in a sentence
   */
  ProgramArguments named(int count, String what) {
    if (names.size() != count) {
      throw new IllegalArgumentException("Name " + what + ", not " + names);
    }
    return this;
  }

  /** What belongs to no option, in its order. */
  List<String> names() {
    return names;
  }

  /** All values of an option. */
  List<String> all(String option) {
    return options.getOrDefault(option, List.of());
  }

  /** The last value of an option. */
  Optional<String> last(String option) {
    List<String> values = all(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /**
   * The last value of an option, as a number.
   *
   * @throws IllegalArgumentException in a sentence, if it is none
   */
  Optional<Long> number(String option) {
    return last(option)
        .map(
            value -> {
              try {
                return Long.valueOf(value);
              } catch (NumberFormatException none) {
                throw new IllegalArgumentException(
                    "The option " + option + " takes a whole number, not '" + value + "'", none);
              }
            });
  }
}
