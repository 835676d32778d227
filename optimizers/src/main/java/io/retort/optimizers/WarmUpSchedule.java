package io.retort.optimizers;

import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;

/**
 * A ramp before another schedule: the factor {@code (s + 1)/N} of that schedule's first one at the
 * steps <i>s</i> below <i>N</i>, then the other schedule over the steps that are left.
 *
 * <p>Goyal et al., <i>Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour</i>, 2017.
 *
 * @param steps the length N of the ramp
 * @param then the schedule that follows
 */
public record WarmUpSchedule(
    @Doc("Steps until the full number is reached.") @Range(min = 1) int steps,
    @Doc("The schedule of the steps that follow.") @Default("{kind: constant}") Schedule then)
    implements Schedule {

  @Override
  public double factor(long step, long total) {
    long left = Math.max(1, total - steps);
    return step < steps
        ? (step + 1.0) / steps * then.factor(0, left)
        : then.factor(step - steps, left);
  }
}
