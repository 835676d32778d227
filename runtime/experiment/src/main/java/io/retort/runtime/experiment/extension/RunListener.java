package io.retort.runtime.experiment.extension;

import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.settings.Experiment;
import java.util.Map;

/**
 * Is told how a run goes as a whole; a {@link io.retort.core.progress.TrainingListener} is told of
 * every epoch. Called on the run's thread; what it throws ends the run.
 */
public interface RunListener {

  /**
   * Everything fits together, and training begins. A run that was interrupted and changed may begin
   * more than once, where the change comes too late for a state.
   *
   * @param experiment what is run
   * @param resolvedYaml the same in full, defaults included
   */
  default void started(Experiment experiment, String resolvedYaml) {}

  /**
   * A student is trained. Its test comes when all are.
   *
   * @param arm {@link ArmResult#ALONE} or {@link ArmResult#DISTILLED}
   * @param seed the training's seed
   * @param student the trained network
   * @param validation its metrics on the validation samples, by head
   */
  default void trained(
      String arm, long seed, SavedNetwork student, Map<String, Metrics> validation) {}

  /**
   * The figures are known and kept, and the student is saved. What is left is to export it to the
   * formats of other frameworks.
   *
   * @param result what the run has found and made
   */
  default void measured(RunResult result) {}

  /**
   * The run is complete, and everything is kept.
   *
   * @param result what it has found and made
   */
  default void completed(RunResult result) {}

  /**
   * The run has ended without a result.
   *
   * @param cause why
   */
  default void failed(Throwable cause) {}
}
