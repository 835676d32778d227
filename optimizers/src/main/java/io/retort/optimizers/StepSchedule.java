package io.retort.optimizers;

import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A staircase: the factor is γ to the power of the number of stairs passed.
 *
 * @param every the steps from one stair to the next; exactly one of {@code every} and {@code at}
 * @param at where the stairs are, as fractions of the training, each at the nearest step
 * @param gamma the factor at each stair
 */
public record StepSchedule(
    @Doc("Steps from one change to the next; give this or at.") @Range(min = 1)
        Optional<Integer> every,
    @Doc("Fractions of the training at which the number changes; give this or every.")
        @Default("[]")
        @Range(min = 0, max = 1, minExclusive = true, maxExclusive = true)
        List<Double> at,
    @Doc("The factor of each change.") @Default("0.1") @Range(min = 0, minExclusive = true)
        double gamma)
    implements Schedule {

  public StepSchedule {
    at = List.copyOf(at);
    if (every.isPresent() == !at.isEmpty()) {
      throw new IllegalArgumentException("Give either every or at, and not both");
    }
  }

  /**
   * A stair every so many steps.
   *
   * @param steps the steps from one stair to the next
   * @param gamma the factor at each stair
   * @return the schedule
   */
  public static StepSchedule every(int steps, double gamma) {
    return new StepSchedule(Optional.of(steps), List.of(), gamma);
  }

  /**
   * Stairs at fractions of the training.
   *
   * @param gamma the factor at each stair
   * @param fractions above 0 and below 1
   * @return the schedule
   */
  public static StepSchedule at(double gamma, double... fractions) {
    return new StepSchedule(Optional.empty(), Arrays.stream(fractions).boxed().toList(), gamma);
  }

  @Override
  public double factor(long step, long steps) {
    long stairs =
        every.isPresent()
            ? step / every.get()
            : at.stream().filter(fraction -> step >= Math.round(fraction * steps)).count();
    return Math.pow(gamma, (double) stairs);
  }
}
