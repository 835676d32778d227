package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.configuration.ConfigurationException;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.StudentTrials;
import io.retort.runtime.experiment.Trials;
import io.retort.runtime.experiment.recording.RunRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Experiments on the machine where students are trained. All tasks of the JVM share what is made
 * for them: data, teachers and their outputs.
 */
final class LoadedExperiments implements AutoCloseable {
  private static final ModelCache<LoadedExperiments> OF_THIS_JVM = new ModelCache<>(1);

  private final UnpackedFolder folder;
  private final ShippedExperiments shipped;
  private final Retort retort;
  private final Trials trials;
  private final Map<String, ExperimentRun> runs = new HashMap<>();
  private final Map<String, StudentTrials> students = new HashMap<>();

  private LoadedExperiments(UnpackedFolder folder, ShippedExperiments shipped, Retort retort) {
    this.folder = folder;
    this.shipped = shipped;
    this.retort = retort;
    this.trials =
        new Trials(
            TrainingListener.NONE, CheckpointStore.NONE, folder.path().resolve("teacher-outputs"));
  }

  /**
   * Takes experiments, which are loaded if they are not yet here.
   *
   * @param hash of all that they are made of
   * @param shipped asked for only where it is needed
   */
  static ModelCache.Lease<LoadedExperiments> take(
      String hash, Supplier<ShippedExperiments> shipped) {
    return OF_THIS_JVM.take(hash, () -> load(shipped.get()));
  }

  private static LoadedExperiments load(ShippedExperiments shipped) {
    try {
      UnpackedFolder folder = UnpackedFolder.create("retort-experiments-");
      try {
        shipped.files().write(folder.path());
        return new LoadedExperiments(folder, shipped, Retort.discover());
      } catch (IOException | RuntimeException | Error failure) {
        folder.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "An experiment cannot be unpacked into the folder for temporary files: "
              + Reason.of(failure)
              + "; name another one with -Djava.io.tmpdir in spark.executor.extraJavaOptions",
          failure);
    }
  }

  /** What makes the trainings of a sweep. */
  Trials trials() {
    return trials;
  }

  /** An experiment, by what it is called. */
  synchronized ExperimentRun experiment(String name) {
    return runs.computeIfAbsent(name, this::bound);
  }

  private ExperimentRun bound(String name) {
    Map<String, Object> written = new HashMap<>();
    ((Map<?, ?>) shipped.files().configuration().get(name))
        .forEach((key, value) -> written.put(key.toString(), value));
    try {
      return retort.experiment(ConfigurationDocument.of(written), folder.path());
    } catch (ConfigurationException refusal) {
      Set<String> lacking = new TreeSet<>(shipped.plugins().keySet());
      lacking.removeAll(RunRecord.versions(retort.catalog()).keySet());
      if (lacking.isEmpty()) {
        throw refusal;
      }
      throw new RetortException(
          ErrorKind.PLUGIN,
          "An executor lacks the "
              + String.join(", the ", lacking)
              + " that the driver has; give executors the same jars with --jars",
          refusal);
    }
  }

  /**
   * What trains the students of a repeat of the only experiment.
   *
   * @param teacher the fingerprint of its teacher
   */
  synchronized StudentTrials students(int repeat, String teacher) {
    return students.computeIfAbsent(
        repeat + " " + teacher,
        absent -> new StudentTrials(experiment(SparkStudents.NAME), repeat, teacher));
  }

  @Override
  public void close() throws IOException {
    students.values().forEach(StudentTrials::close);
    trials.close();
    folder.close();
  }
}
