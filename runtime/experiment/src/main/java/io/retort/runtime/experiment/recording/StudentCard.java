package io.retort.runtime.experiment.recording;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code student.json} says of where a student comes from.
 *
 * @param experiment the name of the experiment
 * @param seed the seed of its training
 * @param fingerprint that of its weights
 * @param strategy by which it learned from the teacher; empty where that is not known by a name
 * @param temperatures at which it was last compared with the teacher, by head
 */
public record StudentCard(
    String experiment,
    long seed,
    String fingerprint,
    String strategy,
    Map<String, Double> temperatures) {
  static final String NAME = "student.json";

  public StudentCard {
    // Older files do not say what was added.
    strategy = strategy == null ? "" : strategy;
    temperatures =
        temperatures == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(temperatures));
  }

  /**
   * Describes a student.
   *
   * @param strategy the name of what was chosen in the experiment, unless something else was bound
   */
  public static StudentCard of(
      String experiment, Optional<String> strategy, TrainedStudent student) {
    return new StudentCard(
        experiment,
        student.seed(),
        student.network().weights().fingerprint(),
        strategy.orElse(""),
        student.temperatures());
  }

  /** What a student's folder says. */
  public static StudentCard read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      return Files.exists(file)
          ? Json.read(Files.readString(file), StudentCard.class)
          : new StudentCard("", 0, "", "", Map.of());
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + " cannot be read: "
              + Reason.of(unreadable)
              + "; restore it as the run has written it",
          unreadable);
    }
  }

  /** What exporters may write beside the student: one temperature, or one for each head. */
  Map<String, String> provenance() {
    Map<String, String> provenance = new LinkedHashMap<>();
    if (!strategy.isEmpty()) {
      provenance.put("strategy", strategy);
    }
    boolean same = Set.copyOf(temperatures.values()).size() == 1;
    temperatures.forEach(
        (head, temperature) ->
            provenance.put(
                same ? "temperature" : "temperature:" + head, Double.toString(temperature)));
    return provenance;
  }
}
