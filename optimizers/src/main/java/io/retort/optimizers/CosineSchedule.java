package io.retort.optimizers;

import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;

/**
 * Half a cosine wave from 1 to the final factor <i>f</i>: {@code f + (1 − f)·(1 + cos(π·s/S))/2} at
 * step <i>s</i> of <i>S</i>.
 *
 * <p>Loshchilov and Hutter, <i>SGDR: Stochastic Gradient Descent with Warm Restarts</i>, 2017,
 * without restarts.
 *
 * @param finalFactor the factor towards the end
 */
public record CosineSchedule(
    @Doc("The factor towards the end.") @Default("0") @Range(min = 0) double finalFactor)
    implements Schedule {

  @Override
  public double factor(long step, long steps) {
    double wave = (1 + Math.cos(Math.PI * step / steps)) / 2;
    return finalFactor + (1 - finalFactor) * wave;
  }
}
