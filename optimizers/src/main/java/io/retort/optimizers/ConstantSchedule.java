package io.retort.optimizers;

import io.retort.core.optimizer.Schedule;

/** The configured number all the time: the factor is 1. */
public record ConstantSchedule() implements Schedule {

  @Override
  public double factor(long step, long steps) {
    return 1;
  }
}
