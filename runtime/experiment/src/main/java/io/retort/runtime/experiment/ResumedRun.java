package io.retort.runtime.experiment;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.training.DivergedException;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.checkpoint.RunIdentity;
import io.retort.runtime.experiment.recording.LatestRun;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.recording.RunStates;
import io.retort.runtime.experiment.result.RunState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An unfinished run that is to go on.
 *
 * @param folder its folder
 * @param changes what is changed from here on, of the form {@code key=value}
 */
record ResumedRun(Path folder, List<String> changes) {
  /** Where outputs of the teacher are kept, which has no say in what becomes of the run. */
  private static final String OUTPUTS = "teacher-outputs.folder";

  /** What a training may go on with: how it goes down, not what it goes down on. */
  private static final Pattern CHANGEABLE =
      Pattern.compile(
          "(student|teacher)\\.training\\.(optimizer|schedule|clip-norm|checkpoint)(\\..+)?"
              + "|backend\\..+|"
              + Pattern.quote(OUTPUTS));

  /**
   * Finds an unfinished run.
   *
   * @throws RetortException if the folder is none of one, or the changes include something else
   */
  static ResumedRun of(Path named, List<String> changes) {
    Path run = LatestRun.resolve(named);
    RunFolder.unfinished(run);
    if (RunStates.of(run).work() == RunState.Work.SWEEP) {
      throw new RetortException(
          ErrorKind.CONFIGURATION, run + " is the folder of a sweep; go on with it as one");
    }
    for (String change : changes) {
      String key = change.substring(0, Math.max(0, change.indexOf('='))).strip();
      if (!CHANGEABLE.matcher(key).matches() || key.equals("backend.kind")) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "--set "
                + change
                + ": a run that goes on may change optimizer, schedule, clip-norm and checkpoint of"
                + " student.training and teacher.training, settings of the backend, and "
                + OUTPUTS
                + "; for anything else, run the experiment again");
      }
    }
    return new ResumedRun(run, List.copyOf(changes));
  }

  /** The configuration with the changes. */
  ConfigurationDocument document() {
    Path file = folder.resolve("config.yaml");
    RunIdentity begun = RunIdentity.read(folder);
    if (!begun.configurations().contains(Sha256.of(file))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The file "
              + file
              + " was changed since the run began; restore it, and change values by --set");
    }
    // Those of before, too: the run may have been killed before the file had them.
    return ConfigurationDocument.read(file).with(begun.changes()).with(changes);
  }

  /**
   * Another try, once a training has ended because the state that it went on from came too late for
   * a change. It may be that of a training that was ended while another one diverged.
   *
   * @param end what ended the run
   */
  Optional<ResumedRun> again(Throwable end) {
    for (Throwable cause = end; cause != null; cause = cause.getCause()) {
      if (cause instanceof DivergedException diverged
          && diverged.begunTooLate()
          && diverged.getSuppressed().length == 0
          && !RunIdentity.read(folder).changes().isEmpty()) {
        return Optional.of(new ResumedRun(folder, List.of()));
      }
    }
    return Optional.empty();
  }

  /** The changes that the result notes. */
  List<String> noted() {
    return changes.stream().filter(change -> !change.startsWith(OUTPUTS)).toList();
  }

  /** What the result says of a change. */
  static Warning warning(String change) {
    int equals = change.indexOf('=');
    return new Warning(
        "changed-when-resumed",
        change.substring(0, equals),
        "the run was interrupted and went on with the value "
            + change.substring(equals + 1)
            + ", so that trainings before that had another one");
  }
}
