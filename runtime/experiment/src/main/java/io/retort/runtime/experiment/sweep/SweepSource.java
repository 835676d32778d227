package io.retort.runtime.experiment.sweep;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.checkpoint.RunIdentity;
import io.retort.runtime.experiment.recording.RunStates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a sweep was read from, word for word, so that it goes on with it whatever becomes of the
 * files.
 *
 * @param file the absolute path of the sweep file
 * @param sweep its text
 * @param overrides changes of it, of the form {@code seeds=[1, 2]}
 * @param experiment the text of the experiment file
 */
record SweepSource(String file, String sweep, List<String> overrides, String experiment) {

  SweepSource {
    overrides = List.copyOf(overrides);
  }

  /**
   * What an unfinished sweep was read from.
   *
   * @param folder its folder
   * @throws RetortException if that is no longer known
   */
  static SweepSource of(Path folder) {
    Path kept = folder.resolve(RunStates.SWEEP);
    if (!RunIdentity.read(folder).configurations().contains(Sha256.of(kept))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The file " + kept + " was changed since the sweep began; restore it");
    }
    try {
      return Json.read(Files.readString(kept), SweepSource.class);
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file " + kept + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  /** The folder that relative paths of the sweep file start from. */
  Path base() {
    return Path.of(file).getParent();
  }

  /** As it is kept. */
  String toJson() {
    return Json.pretty(this);
  }

  /** The hash of the file that it is kept in. */
  String hash() {
    return Sha256.of(toJson().getBytes(StandardCharsets.UTF_8));
  }
}
