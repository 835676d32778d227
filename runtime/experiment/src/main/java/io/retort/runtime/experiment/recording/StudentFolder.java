package io.retort.runtime.experiment.recording;

import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.network.SavedNetwork;
import io.retort.runtime.configuration.json.Json;
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
      RunStore store, StudentCard card, SavedNetwork network, Signature taught) {
    NetworkFolder.write(
        new SavedModel(network, Optional.of(taught)),
        Map.of(StudentCard.NAME, Json.pretty(card).getBytes(StandardCharsets.UTF_8)),
        (name, content) -> store.write(FOLDER + name, content));
  }
}
