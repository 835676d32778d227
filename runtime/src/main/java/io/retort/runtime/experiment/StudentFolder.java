package io.retort.runtime.experiment;

import com.google.inject.Inject;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.export.Exporter;
import io.retort.core.network.SavedNetwork;
import io.retort.core.plugin.Context;
import io.retort.runtime.model.NetworkFolder;
import io.retort.runtime.output.Json;
import io.retort.runtime.plugin.Plugin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Saves the student: as a network folder, with what it was taught, and in further formats. */
final class StudentFolder {
  private static final String FOLDER = "student/";

  private final Experiment experiment;

  @Inject
  StudentFolder(Experiment experiment) {
    this.experiment = experiment;
  }

  /**
   * Writes everything.
   *
   * @return what could not be written, and why
   */
  List<String> write(RunStore store, ArmResult.Trained student, Signature taught) {
    NetworkFolder.write(
        new SavedModel(student.network(), Optional.of(taught)),
        (name, content) -> store.write(FOLDER + name, content));
    store.write(
        FOLDER + "student.json",
        Json.pretty(Card.of(experiment.name(), student)).getBytes(StandardCharsets.UTF_8));
    List<String> notes = new ArrayList<>();
    Context context = RunContext.early(Path.of("").toAbsolutePath(), 0);
    for (Plugin<Exporter> plugin : experiment.exporters()) {
      Exporter exporter = plugin.create(context);
      export(
          plugin.entry().name(), exporter, OutputUnits.of(student.network(), taught), store, notes);
    }
    return notes;
  }

  private static void export(
      String name, Exporter exporter, SavedNetwork network, RunStore store, List<String> notes) {
    Map<String, String> unsupported = exporter.unsupported(network.plan());
    if (unsupported.isEmpty()) {
      store.write(FOLDER + exporter.fileName(), file -> exporter.write(network, file));
    } else {
      notes.add(
          "The student was not exported as '"
              + name
              + "': "
              + String.join(
                  ", ",
                  unsupported.entrySet().stream()
                      .map(node -> "node '" + node.getKey() + "' " + node.getValue())
                      .toList()));
    }
  }

  /** What {@code student.json} says of where the student comes from. */
  record Card(String experiment, long seed, String fingerprint) {

    static Card of(String experiment, ArmResult.Trained student) {
      return new Card(experiment, student.seed(), student.network().weights().fingerprint());
    }
  }
}
