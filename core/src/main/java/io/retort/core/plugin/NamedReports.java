package io.retort.core.plugin;

import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.TrainingListener;

/**
 * Tells several trainings of one kind apart, such as those of the teachers of an ensemble.
 *
 * @param all hears of all of them
 * @param purpose what this one is for
 */
record NamedReports(TrainingListener all, String purpose) implements TrainingListener {

  @Override
  public void epoch(EpochReport report) {
    all.epoch(
        new EpochReport(
            report.training() + " of " + purpose,
            report.seed(),
            report.stage(),
            report.epoch(),
            report.step(),
            report.steps(),
            report.terms(),
            report.validation(),
            report.seconds()));
  }

  @Override
  public void steps(StepReport report) {
    all.steps(
        new StepReport(
            report.training() + " of " + purpose,
            report.seed(),
            report.stage(),
            report.step(),
            report.steps()));
  }

  @Override
  public void phase(PhaseReport report) {
    all.phase(
        new PhaseReport(
            report.name() + " of " + purpose, report.done(), report.total(), report.over()));
  }

  @Override
  public void warning(Warning warning) {
    all.warning(
        new Warning(warning.code(), warning.place() + " of " + purpose, warning.sentence()));
  }

  @Override
  public void message(String message) {
    all.message(message);
  }
}
