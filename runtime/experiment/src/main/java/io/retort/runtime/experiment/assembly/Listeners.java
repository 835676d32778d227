package io.retort.runtime.experiment.assembly;

import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.TrainingListener;
import java.util.List;

/**
 * Tells several listeners. Of the same warning, which each seed may give, they hear once.
 *
 * @param all the listeners
 * @param log keeps the warnings
 */
public record Listeners(List<TrainingListener> all, WarningLog log) implements TrainingListener {

  public Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void epoch(EpochReport report) {
    all.forEach(listener -> listener.epoch(report));
  }

  @Override
  public void steps(StepReport report) {
    all.forEach(listener -> listener.steps(report));
  }

  @Override
  public void phase(PhaseReport report) {
    all.forEach(listener -> listener.phase(report));
  }

  @Override
  public void warning(Warning warning) {
    if (log.add(warning)) {
      all.forEach(listener -> listener.warning(warning));
    }
  }

  @Override
  public void message(String message) {
    all.forEach(listener -> listener.message(message));
  }
}
