package io.retort.core.strategy;

import io.retort.core.loss.Loss;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.optimizer.Schedule;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One weighted part of what a learner minimises: {@code weight · schedule · loss(tap, target)}.
 *
 * @param name under which value and gradient norm are logged; unique in its learner and stage
 * @param loss the loss
 * @param tap the node of the learner's network that is compared
 * @param target where the target comes from
 * @param weight the factor, at least 0
 * @param weightSchedule multiplies the weight as the stage goes on
 * @param temperature how the loss's temperature moves, for a {@link TemperedLoss}; empty to leave
 *     it
 * @param domain the only part of a data set made of several on which the term counts; empty for all
 *     samples
 */
public record Term(
    String name,
    Loss loss,
    String tap,
    TargetSource target,
    double weight,
    Schedule weightSchedule,
    Optional<Temperature> temperature,
    OptionalInt domain) {

  public Term {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The weight " + weight + " of term '" + name + "' is not a finite number of 0 or more");
    }
    if (temperature.isPresent() && !(loss instanceof TemperedLoss)) {
      throw new IllegalArgumentException(
          "Term '" + name + "' schedules a temperature, but its loss has none");
    }
  }

  /** A term on all samples. */
  public Term(
      String name,
      Loss loss,
      String tap,
      TargetSource target,
      double weight,
      Schedule weightSchedule,
      Optional<Temperature> temperature) {
    this(name, loss, tap, target, weight, weightSchedule, temperature, OptionalInt.empty());
  }

  /** A term of constant weight on all samples, with its loss as it is. */
  public Term(String name, Loss loss, String tap, TargetSource target, double weight) {
    this(name, loss, tap, target, weight, Schedule.CONSTANT, Optional.empty());
  }

  /**
   * The same term with another loss.
   *
   * @param other the loss
   * @return the term
   */
  public Term with(Loss other) {
    return new Term(name, other, tap, target, weight, weightSchedule, temperature, domain);
  }

  /**
   * The same term with another weight.
   *
   * @param factor multiplies the weight, at least 0
   * @return the term
   */
  public Term times(double factor) {
    return new Term(name, loss, tap, target, weight * factor, weightSchedule, temperature, domain);
  }

  /**
   * The same term on one part of the data only.
   *
   * @param only the part, see {@link io.retort.core.data.Samples#domain}
   * @return the term
   */
  public Term within(int only) {
    return new Term(
        name, loss, tap, target, weight, weightSchedule, temperature, OptionalInt.of(only));
  }

  /**
   * A moving temperature.
   *
   * @param configured the temperature, above 0
   * @param schedule multiplies it as the stage goes on
   */
  public record Temperature(double configured, Schedule schedule) {

    public Temperature {
      if (!(configured > 0 && configured < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("The temperature " + configured + " is not above 0");
      }
    }
  }
}
