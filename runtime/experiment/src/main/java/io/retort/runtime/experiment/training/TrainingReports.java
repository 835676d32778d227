package io.retort.runtime.experiment.training;

import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** Tells a run's listener of one training; of several trainings at a time, one after the other. */
public final class TrainingReports implements TrainingListener {
  private final TrainingListener run;
  private final List<Warning> warnings = new ArrayList<>();

  /**
   * Reports of one training.
   *
   * @param run hears of all trainings
   */
  public TrainingReports(TrainingListener run) {
    this.run = run;
  }

  /** What this training has warned of, in the order in which it did. */
  public List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void epoch(EpochReport report) {
    synchronized (run) {
      run.epoch(report);
    }
  }

  @Override
  public void steps(StepReport report) {
    synchronized (run) {
      run.steps(report);
    }
  }

  @Override
  public void phase(PhaseReport report) {
    synchronized (run) {
      run.phase(report);
    }
  }

  @Override
  public void warning(Warning warning) {
    synchronized (run) {
      warnings.add(warning);
      run.warning(warning);
    }
  }

  @Override
  public void message(String message) {
    synchronized (run) {
      run.message(message);
    }
  }
}
