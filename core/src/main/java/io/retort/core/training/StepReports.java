package io.retort.core.training;

import io.retort.core.progress.Pace;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.Stage;

/** Tells a listener of the steps of a training, a few times a second. */
final class StepReports {
  private final TrainingTask task;
  private final TrainingListener listener;
  private final Pace pace = new Pace();

  StepReports(TrainingTask task, TrainingListener listener) {
    this.task = task;
    this.listener = listener;
  }

  /** Tells that a stage begins, or goes on, after so many steps. */
  void begin(Stage stage, long step) {
    tell(stage, step);
  }

  /** Tells of the steps made so far, if that is due or there are no more. */
  void made(Stage stage, long step) {
    if (step == task.steps() || pace.due()) {
      tell(stage, step);
    }
  }

  private void tell(Stage stage, long step) {
    listener.steps(new StepReport(task.name(), task.seed(), stage.name(), step, task.steps()));
  }
}
