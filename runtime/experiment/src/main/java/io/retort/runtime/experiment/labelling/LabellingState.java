package io.retort.runtime.experiment.labelling;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.configuration.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How far a labelling has come, beside the unfinished file.
 *
 * @param configuration all that was configured, as YAML
 * @param teacher the teacher's fingerprint
 * @param read how many samples were read
 * @param kept how many of them were written
 * @param bytes the length of the file with these
 * @param inputs a hash of the samples that were read
 */
record LabellingState(
    String configuration, String teacher, long read, long kept, long bytes, String inputs) {

  static Optional<LabellingState> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Json.read(Files.readString(file), LabellingState.class))
          : Optional.empty();
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The state of the labelling in "
              + file
              + " cannot be read: "
              + Reason.of(unreadable)
              + "; delete it to begin anew",
          unreadable);
    }
  }

  void write(Path file) throws IOException {
    AtomicFiles.replace(file, to -> Files.writeString(to, Json.pretty(this)));
  }

  /** Refuses to go on with something else than what was begun. */
  void requireSame(LabellingState now, Path file) {
    if (!configuration.equals(now.configuration)) {
      List<String> before = configuration.lines().toList();
      List<String> after = now.configuration.lines().toList();
      int line = 0;
      while (line < before.size()
          && line < after.size()
          && before.get(line).equals(after.get(line))) {
        line++;
      }
      throw refusal(
          file,
          "with another configuration ('"
              + at(before, line)
              + "' then, '"
              + at(after, line)
              + "' now)");
    }
    if (!teacher.equals(now.teacher)) {
      throw refusal(file, "by another teacher, or the teacher has changed since");
    }
  }

  static RetortException refusal(Path file, String reason) {
    return new RetortException(
        ErrorKind.CONFIGURATION,
        "The unfinished labelling of "
            + file
            + " was begun "
            + reason
            + "; go on with what it was begun with, or delete "
            + file
            + ".part and "
            + file
            + ".state to begin anew");
  }

  private static String at(List<String> lines, int line) {
    return line < lines.size() ? lines.get(line).strip() : "nothing";
  }
}
