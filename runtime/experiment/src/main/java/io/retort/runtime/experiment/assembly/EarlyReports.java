package io.retort.runtime.experiment.assembly;

import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.TrainingListener;

/**
 * What data sets and backends report to. A listener may itself be made with one of them, and hears
 * nothing of how that was made: there is nobody to tell until all listeners are there.
 */
final class EarlyReports implements TrainingListener {
  private volatile TrainingListener told = NONE;

  /** Reports go to this listener from now on. */
  void tell(TrainingListener listener) {
    told = listener;
  }

  @Override
  public void epoch(EpochReport report) {
    told.epoch(report);
  }

  @Override
  public void steps(StepReport report) {
    told.steps(report);
  }

  @Override
  public void phase(PhaseReport report) {
    told.phase(report);
  }

  @Override
  public void warning(Warning warning) {
    told.warning(warning);
  }

  @Override
  public void message(String message) {
    told.message(message);
  }
}
