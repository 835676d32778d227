package io.retort.runtime.experiment;

import com.google.inject.Inject;
import io.retort.core.data.Head;
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
import java.util.Locale;
import java.util.Map;

/** Saves the student: as a network folder, with what its outputs mean, and in further formats. */
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
  List<String> write(RunStore store, ArmResult.Trained student, List<Head> heads) {
    NetworkFolder.write(student.network(), (name, content) -> store.write(FOLDER + name, content));
    store.write(
        FOLDER + "student.json",
        Json.pretty(Card.of(experiment.name(), student, heads)).getBytes(StandardCharsets.UTF_8));
    List<String> notes = new ArrayList<>();
    Context context = RunContext.early(Path.of("").toAbsolutePath(), 0);
    for (Plugin<Exporter> plugin : experiment.exporters()) {
      Exporter exporter = plugin.create(context);
      export(plugin.entry().name(), exporter, student.network(), store, notes);
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

  /** What {@code student.json} says of the student. */
  record Card(String experiment, long seed, String fingerprint, List<HeadCard> heads) {

    static Card of(String experiment, ArmResult.Trained student, List<Head> heads) {
      return new Card(
          experiment,
          student.seed(),
          student.network().weights().fingerprint(),
          heads.stream()
              .map(
                  head ->
                      new HeadCard(
                          head.name(),
                          head.output(student.network().plan()),
                          head.task().labels().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                          head.task().names()))
              .toList());
    }
  }

  /** One head: its name, the node that predicts it, what is predicted, and the outputs' names. */
  record HeadCard(String name, String node, String predicts, List<String> names) {}
}
