package io.retort.core.progress;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One number that says how well a model does.
 *
 * @param value the number; not finite where it has no value
 * @param unit in what it is given
 * @param higherIsBetter whether a larger one is better
 * @param undefined why it has no value: a clause such as "the true values do not vary"; there for
 *     all that are not finite, and for them alone
 * @param baseline the figure of a model that says the same of every sample, the best such, where
 *     the metric knows it: a model that is worse has learned nothing
 */
public record Figure(
    double value,
    Unit unit,
    boolean higherIsBetter,
    Optional<String> undefined,
    OptionalDouble baseline) {

  public Figure {
    undefined =
        Double.isFinite(value)
            ? Optional.empty()
            : Optional.of(undefined.orElse("the predictions or the labels are not finite"));
  }

  /**
   * A figure of which no more is known.
   *
   * @param value the number
   * @param unit in what it is given
   * @param higherIsBetter whether a larger one is better
   */
  public Figure(double value, Unit unit, boolean higherIsBetter) {
    this(value, unit, higherIsBetter, Optional.empty(), OptionalDouble.empty());
  }

  /**
   * Compares with the same figure of another model.
   *
   * @param other of the same metric and samples
   * @return true if this one is better; one that is not a number is worse than any other
   */
  public boolean betterThan(Figure other) {
    if (Double.isNaN(other.value)) {
      return !Double.isNaN(value);
    }
    return higherIsBetter ? value > other.value : value < other.value;
  }
}
