package io.retort.runtime.experiment;

import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.runtime.common.json.Json;
import io.retort.runtime.serving.model.NetworkFolder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Saves the student as a network folder, with what it was taught and where it comes from. */
final class StudentFolder {
  static final String FOLDER = "student/";

  private StudentFolder() {}

  static void write(
      RunStore store, String experiment, ArmResult.Trained student, Signature taught) {
    Card card = new Card(experiment, student.seed(), student.network().weights().fingerprint());
    NetworkFolder.write(
        new SavedModel(student.network(), Optional.of(taught)),
        Map.of("student.json", Json.pretty(card).getBytes(StandardCharsets.UTF_8)),
        (name, content) -> store.write(FOLDER + name, content));
  }

  /** What {@code student.json} says of where the student comes from. */
  record Card(String experiment, long seed, String fingerprint) {}
}
