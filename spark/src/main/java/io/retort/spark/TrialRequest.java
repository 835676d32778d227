package io.retort.spark;

import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.progress.TrainingListener;
import io.retort.core.training.DivergedException;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.sweep.FinishedTraining;
import io.retort.runtime.experiment.training.Cancellation;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/**
 * A training of a candidate of a sweep.
 *
 * @param rung counts from 1
 * @param candidate its number
 * @param seed the training's seed
 * @param share the share of the experiment's training that is made
 */
record TrialRequest(int rung, int candidate, long seed, double share) implements TrainingRequest {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public byte[] make(LoadedExperiments here, Cancellation cancellation) {
    FinishedTraining.Place place = new FinishedTraining.Place(rung, candidate, seed);
    FinishedTraining made;
    try {
      made =
          FinishedTraining.of(
              place,
              here.trials()
                  .train(
                      here.experiment(Integer.toString(candidate)),
                      seed,
                      share,
                      cancellation.of(TrainingCheckpoints.NONE),
                      TrainingListener.NONE));
    } catch (DivergedException diverged) {
      made = FinishedTraining.diverged(place, diverged.getMessage());
    }
    return Json.line(made).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String words() {
    return "rung " + rung + ", candidate " + candidate + ", seed " + seed;
  }
}
