package io.retort.runtime.experiment.assembly;

import com.google.inject.Provider;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.data.PreparedData;
import io.retort.runtime.experiment.outputs.OutputHashes;
import io.retort.runtime.experiment.outputs.StoppableOutputs;
import io.retort.runtime.experiment.outputs.TeacherOutputStore;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.settings.TeacherOutputSettings;
import io.retort.runtime.experiment.settings.TeacherOutputSettings.Format;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the outputs of a run's teacher are kept. */
final class RunOutputs {
  /** The largest output of all samples that is kept in memory. */
  private static final long IN_MEMORY_BYTES = 1L << 30;

  private final Experiment experiment;
  private final PartFactory factory;
  private final PreparedData data;
  private final ComputeBackend backend;
  private final Provider<Teacher> teacher;
  private final CheckpointStore checkpoints;

  /** The places, none of which is looked at before an output is kept there. */
  RunOutputs(
      Experiment experiment,
      PartFactory factory,
      PreparedData data,
      ComputeBackend backend,
      Provider<Teacher> teacher,
      CheckpointStore checkpoints) {
    this.experiment = experiment;
    this.factory = factory;
    this.data = data;
    this.backend = backend;
    this.teacher = teacher;
    this.checkpoints = checkpoints;
  }

  /**
   * Of the outputs that students learn from.
   *
   * @throws io.retort.core.RetortException if the folder that the experiment names is of no use
   */
  OutputStore forTraining() {
    chosenFolder().ifPresent(TeacherOutputStore::requireUsable);
    OutputStore files = files(experiment.teacherOutputs());
    boolean inMemory =
        chosenFolder().isEmpty() && experiment.teacherOutputs().format() == Format.FLOAT32;
    return new StoppableOutputs(
        inMemory ? new InMemoryOutputs(IN_MEMORY_BYTES).or(files) : files, checkpoints);
  }

  /** Of the outputs that the teacher is measured by, which are kept as it gave them. */
  OutputStore forEvaluation() {
    TeacherOutputSettings settings = experiment.teacherOutputs();
    OutputStore store =
        chosenFolder().isEmpty()
            ? new InMemoryOutputs(Long.MAX_VALUE)
            : files(new TeacherOutputSettings(settings.folder(), Format.FLOAT32, Optional.empty()));
    return new StoppableOutputs(store, checkpoints);
  }

  private OutputStore files(TeacherOutputSettings settings) {
    Supplier<Path> folder =
        () ->
            chosenFolder()
                .orElseGet(
                    () ->
                        checkpoints instanceof RunCheckpoints run
                            ? run.teacherOutputs()
                            : factory.folder());
    return new TeacherOutputStore(
        folder,
        settings,
        experiment.name(),
        data.teacher().heads(),
        () -> OutputHashes.teacher(teacher.get(), experiment.backend(), backend),
        samples -> factory.hash(samples, data.teacher().inputShape()));
  }

  private Optional<Path> chosenFolder() {
    return experiment.teacherOutputs().folder().map(folder -> folder.path());
  }
}
