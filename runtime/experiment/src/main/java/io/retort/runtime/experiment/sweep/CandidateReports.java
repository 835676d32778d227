package io.retort.runtime.experiment.sweep;

import io.retort.core.Warning;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.TrainingListener;

/**
 * Tells a sweep's listener how far the training of a candidate has come. All that is told of its
 * epochs, and what it warns of, would be too much for hundreds of them.
 *
 * @param sweep the sweep's listener, told of one training after the other
 * @param name what the training is called
 */
record CandidateReports(TrainingListener sweep, String name) implements TrainingListener {

  @Override
  public void steps(StepReport report) {
    synchronized (sweep) {
      sweep.steps(
          new StepReport(name, report.seed(), report.stage(), report.step(), report.steps()));
    }
  }

  @Override
  public void phase(PhaseReport report) {
    synchronized (sweep) {
      sweep.phase(report);
    }
  }

  @Override
  public void warning(Warning warning) {}
}
