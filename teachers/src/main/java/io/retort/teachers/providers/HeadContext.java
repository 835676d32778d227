package io.retort.teachers.providers;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.network.SavedNetwork;
import io.retort.core.plugin.Context;
import io.retort.core.training.EpochReport;
import io.retort.core.training.Seeds;
import io.retort.core.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;

/**
 * The context of one head's teacher: data with this head alone, a seed of its own, and reports that
 * name the head.
 *
 * @param run the context of the whole teacher
 * @param head the head
 */
record HeadContext(Context run, Head head) implements Context {

  @Override
  public Path resolve(Path path) {
    return run.resolve(path);
  }

  @Override
  public long seed() {
    return Seeds.derive(run.seed(), "head " + head.name());
  }

  @Override
  public ComputeBackend backend() {
    return run.backend();
  }

  @Override
  public TrainingData data() {
    TrainingData all = run.data();
    return new TrainingData(all.inputShape(), List.of(head), all.train(), all.validation());
  }

  @Override
  public TrainingListener listener() {
    TrainingListener all = run.listener();
    return new TrainingListener() {
      @Override
      public void epoch(EpochReport report) {
        all.epoch(
            new EpochReport(
                report.training() + " of " + head.name(),
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
      public void message(String message) {
        all.message(message);
      }
    };
  }

  @Override
  public SavedNetwork load(Path folder) {
    return run.load(folder);
  }
}
