package io.retort.testkit;

import java.util.function.Supplier;

/**
 * A wrong plugin.
 *
 * @param kind the contract's name without {@code Contract}
 * @param bug what is wrong with it, as the table in {@code docs/contracts.md} says
 * @param contract the contract over the wrong plugin, made anew for each run
 * @param test the test of the contract that fails
 * @param message a part of that test's message, which names the property
 */
record PlantedBug(
    String kind, String bug, Supplier<? extends Object> contract, String test, String message) {

  /** A row of the table. */
  String row() {
    return "| `%sContract` | %s | `%s` |".formatted(kind, bug, test);
  }

  @Override
  public String toString() {
    return kind + ": " + bug;
  }
}
