package io.retort.core.strategy;

import io.retort.core.loss.Criterion;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.optimizer.Schedule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One weighted part of what a learner minimises: {@code weight · schedule · criterion(taps,
 * targets)}.
 *
 * @param name under which value and gradient norm are logged; unique in its learner and stage
 * @param criterion what is minimised, nearly always a {@link io.retort.core.loss.Loss}
 * @param taps the nodes of the learner's network that are compared, at least one; a loss compares
 *     one
 * @param targets where the targets come from, at least one
 * @param weight the factor, at least 0
 * @param weightSchedule multiplies the weight as the stage goes on
 * @param temperature how the loss's temperature moves, for a {@link TemperedLoss}; empty to leave
 *     it
 * @param domain the only part of a data set made of several on which the term counts; empty for all
 *     samples
 */
public record Term(
    String name,
    Criterion criterion,
    List<String> taps,
    List<TargetSource> targets,
    double weight,
    Schedule weightSchedule,
    Optional<Temperature> temperature,
    OptionalInt domain) {

  public Term {
    taps = List.copyOf(taps);
    targets = List.copyOf(targets);
    if (taps.isEmpty() || targets.isEmpty()) {
      throw new IllegalArgumentException(
          "Term '" + name + "' compares the nodes " + taps + " with the targets " + targets);
    }
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The weight " + weight + " of term '" + name + "' is not a finite number of 0 or more");
    }
    if (temperature.isPresent() && !(criterion instanceof TemperedLoss)) {
      throw new IllegalArgumentException(
          "Term '" + name + "' schedules a temperature, but its loss has none");
    }
  }

  /** A term of constant weight on all samples that compares one node with one target. */
  public Term(String name, Criterion criterion, String tap, TargetSource target, double weight) {
    this(name, criterion, List.of(tap), List.of(target), weight);
  }

  /** A term of constant weight on all samples. */
  public Term(
      String name,
      Criterion criterion,
      List<String> taps,
      List<TargetSource> targets,
      double weight) {
    this(
        name,
        criterion,
        taps,
        targets,
        weight,
        Schedule.CONSTANT,
        Optional.empty(),
        OptionalInt.empty());
  }

  /**
   * The same term with another criterion.
   *
   * @param other the criterion
   * @return the term
   */
  public Term with(Criterion other) {
    return new Term(name, other, taps, targets, weight, weightSchedule, temperature, domain);
  }

  /**
   * The same term with a weight that changes as the stage goes on.
   *
   * @param schedule multiplies the weight
   * @return the term
   */
  public Term with(Schedule schedule) {
    return new Term(name, criterion, taps, targets, weight, schedule, temperature, domain);
  }

  /**
   * The same term with a temperature that changes as the stage goes on.
   *
   * @param moving the temperature
   * @return the term
   * @throws IllegalArgumentException if its loss has no temperature
   */
  public Term with(Temperature moving) {
    return new Term(
        name, criterion, taps, targets, weight, weightSchedule, Optional.of(moving), domain);
  }

  /**
   * The same term with another weight.
   *
   * @param factor multiplies the weight, at least 0
   * @return the term
   */
  public Term times(double factor) {
    return new Term(
        name, criterion, taps, targets, weight * factor, weightSchedule, temperature, domain);
  }

  /**
   * The same term on one part of the data only.
   *
   * @param only the part, see {@link io.retort.core.data.Samples#domain}
   * @return the term
   */
  public Term within(int only) {
    return new Term(
        name, criterion, taps, targets, weight, weightSchedule, temperature, OptionalInt.of(only));
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

    /**
     * The temperature at a step.
     *
     * @param step counted from 0 in the stage
     * @param steps those of the stage
     * @return above 0, unless the schedule is wrong
     */
    public double at(long step, long steps) {
      return configured * schedule.factor(step, steps);
    }
  }
}
