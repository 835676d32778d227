package io.retort.runtime.experiment.assembly;

import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.settings.Experiment;
import java.util.List;
import java.util.Map;

/** Tells several listeners. */
public record RunListeners(List<RunListener> all) implements RunListener {

  public RunListeners {
    all = List.copyOf(all);
  }

  @Override
  public void started(Experiment experiment, String resolvedYaml) {
    all.forEach(listener -> listener.started(experiment, resolvedYaml));
  }

  @Override
  public void trained(
      String arm, long seed, SavedNetwork student, Map<String, Metrics> validation) {
    all.forEach(listener -> listener.trained(arm, seed, student, validation));
  }

  @Override
  public void measured(RunResult result) {
    all.forEach(listener -> listener.measured(result));
  }

  @Override
  public void completed(RunResult result) {
    all.forEach(listener -> listener.completed(result));
  }

  /** Every listener is told, also when one of them fails; what they throw is added to the cause. */
  @Override
  public void failed(Throwable cause) {
    for (RunListener listener : all) {
      try {
        listener.failed(cause);
      } catch (RuntimeException | Error another) {
        cause.addSuppressed(another);
      }
    }
  }
}
