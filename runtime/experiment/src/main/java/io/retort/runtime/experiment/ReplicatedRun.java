package io.retort.runtime.experiment;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.configuration.Destination;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.checkpoint.EpochLog;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.checkpoint.RunIdentity;
import io.retort.runtime.experiment.checkpoint.StopRequest;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.SampleHashes;
import io.retort.runtime.experiment.recording.CompletedRun;
import io.retort.runtime.experiment.recording.FolderStore;
import io.retort.runtime.experiment.recording.HashingStore;
import io.retort.runtime.experiment.recording.MetricsLog;
import io.retort.runtime.experiment.recording.ReplicatedDocument;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.recording.RunRecord;
import io.retort.runtime.experiment.recording.RunStates;
import io.retort.runtime.experiment.training.Preflight;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One student of an experiment, trained by replicas in several places at once. This is the side of
 * whoever starts them: it holds the folder, makes the teacher, and says what has come of it. Each
 * replica calls {@link ReplicaTraining#train}.
 */
public final class ReplicatedRun implements AutoCloseable {
  private final ExperimentRun run;
  private final ReplicaSettings settings;
  private final Path folder;
  private final HashingStore store;
  private final RunCheckpoints checkpoints;
  private String teacher = "";
  private Map<String, String> environment = Map.of();

  private ReplicatedRun(
      ExperimentRun run, ReplicaSettings settings, RunFolder folder, TrainingListener listener) {
    this.run = run;
    this.settings = settings;
    this.folder = folder.path();
    this.store = new HashingStore(new FolderStore(folder));
    this.checkpoints =
        new RunCheckpoints(
            this.folder,
            List.of(MetricsLog.FILE),
            new StopRequest("training"),
            listener::message,
            EpochLog.NONE);
  }

  /**
   * Checks the experiment, takes hold of its folder and makes the teacher. A training of the same
   * experiment that was interrupted in the folder is gone on with.
   *
   * @param run the experiment, whose output all replicas can reach under the same name
   * @param settings which student is trained, and how
   * @param listener told of warnings and of the teacher's training
   * @return the training, which the caller closes
   * @throws RetortException for the first thing that does not fit
   */
  public static ReplicatedRun begin(
      ExperimentRun run, ReplicaSettings settings, TrainingListener listener) {
    Optional<Path> output = run.experiment().output().map(Destination::path);
    boolean resumed = output.filter(path -> RunStates.of(path).unfinished()).isPresent();
    ReplicatedRun begun =
        new ReplicatedRun(
            run,
            settings,
            resumed
                ? RunFolder.unfinished(output.orElseThrow())
                : RunFolder.of(run.experiment().output(), run.experiment().name()),
            listener);
    try (PartCache cache = new PartCache()) {
      RunParts parts = run.parts(cache, listener, begun.checkpoints);
      new Preflight(parts).check();
      begun.open(parts, resumed, listener);
      return begun;
    }
  }

  private void open(RunParts parts, boolean resumed, TrainingListener listener) {
    try {
      store.open();
      try {
        identify(parts, resumed, listener);
        makeTeacher(parts);
      } catch (RuntimeException | Error failure) {
        failed(failure);
        throw failure;
      }
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  private void identify(RunParts parts, boolean resumed, TrainingListener listener) {
    String yaml = run.resolvedYaml();
    DataSplit split = parts.data();
    environment = parts.backend().environment();
    RunIdentity now =
        RunIdentity.beginning(
            Instant.now(),
            hash(yaml + settings.identity()),
            Long.toHexString(SampleHashes.ofAll(split.pool(), split.teacher())),
            RunRecord.versions(run.catalog()),
            environment);
    if (resumed) {
      RunIdentity before = checkpoints.goOn(now, listener);
      if (!before.configurations().equals(now.configurations())) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The training in "
                + folder
                + " was begun with another experiment, seed or average; start it again with those,"
                + " or choose another folder with 'output'");
      }
      checkpoints.begin(before);
    } else {
      checkpoints.begin(now);
    }
    store.write("config.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private void makeTeacher(RunParts parts) {
    if (settings.asksTeacher(parts)) {
      Teacher made = parts.teacher();
      made.require(parts.data().test());
      teacher = made.fingerprint();
      checkpoints.requireTeacher("replicas", teacher);
    }
  }

  /**
   * The folder of the training.
   *
   * @return an absolute path
   */
  public Path folder() {
    return folder;
  }

  /**
   * The fingerprint of the teacher, which must be that of every replica's.
   *
   * @return empty text where there is none
   */
  public String teacher() {
    return teacher;
  }

  /**
   * Keeps what has come of the training, and ends it.
   *
   * @param result what the replica of rank 0 gave
   */
  public void complete(ReplicaResult result) {
    Map<String, String> files = new TreeMap<>(store.hashes());
    files.putAll(result.files());
    store.write(
        CompletedRun.RESULT,
        Json.pretty(
                new ReplicatedDocument(
                    run.experiment().name(),
                    settings.arm(),
                    settings.seed(),
                    settings.replicas(),
                    settings.average(),
                    Math.max(1, settings.localSteps()),
                    result.steps(),
                    result.epoch(),
                    result.seconds(),
                    result.parameters(),
                    result.validation(),
                    result.test(),
                    environment,
                    files))
            .getBytes(StandardCharsets.UTF_8));
    store.complete();
  }

  /**
   * Keeps why the training has failed, for whoever lists runs; its checkpoints stay.
   *
   * @param failure what ended it
   */
  public void failed(Throwable failure) {
    checkpoints.ended(failure);
  }

  @Override
  public void close() {
    store.close();
  }
}
