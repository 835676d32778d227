package io.retort.runtime.experiment.recording;

import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.serving.format.NetworkFolder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Saves the student as a network folder, with what it was taught and where it comes from. */
public final class StudentFolder {
  static final String FOLDER = "student/";

  private StudentFolder() {}

  public static void write(
      RunStore store, String experiment, TrainedStudent student, Signature taught) {
    Card card = new Card(experiment, student.seed(), student.network().weights().fingerprint());
    NetworkFolder.write(
        new SavedModel(student.network(), Optional.of(taught)),
        Map.of("student.json", Json.pretty(card).getBytes(StandardCharsets.UTF_8)),
        (name, content) -> store.write(FOLDER + name, content));
  }

  /** What {@code student.json} says of where the student comes from. */
  record Card(String experiment, long seed, String fingerprint) {}
}
