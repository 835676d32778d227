package io.retort.optimizers;

import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;

/**
 * A straight line from 1 to the final factor <i>f</i>: {@code 1 + (f − 1)·s/S} at step <i>s</i> of
 * <i>S</i>. Also for weights that fade and temperatures that rise.
 *
 * @param finalFactor the factor towards the end, which may exceed 1
 */
public record LinearSchedule(
    @Doc("The factor towards the end; above 1 for a number that grows.")
        @Default("0")
        @Range(min = 0)
        double finalFactor)
    implements Schedule {

  @Override
  public double factor(long step, long steps) {
    return 1 + (finalFactor - 1) * step / steps;
  }
}
