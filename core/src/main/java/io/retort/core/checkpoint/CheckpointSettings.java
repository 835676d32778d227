package io.retort.core.checkpoint;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.time.Duration;

/**
 * How often the state of a training is saved, where its run keeps checkpoints.
 *
 * @param every how long it goes on without one
 * @param keep how many are kept: should the newest be damaged, the one before it serves
 */
public record CheckpointSettings(
    @Doc("How long a training goes on without one: 500 steps, 30 seconds, 2 minutes, 1 hour.")
        @Default("2 minutes")
        Interval every,
    @Doc("How many are kept of each training; should one be damaged, the one before it serves.")
        @Default("2")
        @Range(min = 1)
        int keep) {
  /** What holds where nothing is said. */
  public static final CheckpointSettings DEFAULT =
      new CheckpointSettings(Interval.of(Duration.ofMinutes(2)), 2);
}
