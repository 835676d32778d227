package io.retort.runtime.experiment.sweep;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.recording.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The trainings of a sweep that have come to their end, in a file that grows by a line for each: a
 * checksum (CRC-32C) and what came of the training as JSON. A line costs a short training next to
 * nothing: only where the training was long enough for a checkpoint is it forced to the disk.
 */
final class FinishedTrainings {
  /** The file in the folder of the sweep. */
  static final String FILE = RunCheckpoints.FOLDER + "/trainings.log";

  private static final int CHECKSUM = 8;

  private final RunFolder folder;
  private final Map<FinishedTraining.Place, FinishedTraining> known = new HashMap<>();

  /** None yet. */
  FinishedTrainings(RunFolder folder) {
    this.folder = folder;
  }

  /**
   * Reads those of an interrupted sweep. A damaged line is reported and ignored.
   *
   * @return how many there are
   */
  synchronized int read(Consumer<String> told) {
    List<String> lines = lines();
    List<String> whole = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Optional<FinishedTraining> training = parse(lines.get(i));
      if (training.isPresent()) {
        known.put(training.get().place(), training.get());
        whole.add(lines.get(i) + "\n");
      } else {
        told.accept(
            "Line "
                + (i + 1)
                + " of "
                + folder.path().resolve(FILE)
                + " is damaged: its checksum does not fit; that training is made again");
      }
    }
    folder.write(FILE, String.join("", whole));
    return known.size();
  }

  private List<String> lines() {
    Path file = folder.path().resolve(FILE);
    try {
      // A byte that is not UTF-8 damages its line, and no other.
      String text =
          Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
      // What follows the last line break was being written when the sweep was killed.
      String complete = text.substring(0, text.lastIndexOf('\n') + 1);
      return complete.isEmpty() ? List.of() : List.of(complete.split("\n"));
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The file " + file + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  private static Optional<FinishedTraining> parse(String line) {
    String json = line.substring(Math.min(line.length(), CHECKSUM + 1));
    if (!line.equals(sealed(json))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(json, FinishedTraining.class));
    } catch (IOException otherVersion) {
      return Optional.empty();
    }
  }

  private static String sealed(String json) {
    CRC32C checksum = new CRC32C();
    checksum.update(json.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x %s", checksum.getValue(), json);
  }

  synchronized Optional<FinishedTraining> find(FinishedTraining.Place place) {
    return Optional.ofNullable(known.get(place));
  }

  synchronized void add(FinishedTraining training) {
    known.put(training.place(), training);
    folder.append(FILE, sealed(Json.line(training)));
  }
}
