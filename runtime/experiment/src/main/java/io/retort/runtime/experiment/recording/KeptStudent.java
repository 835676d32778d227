package io.retort.runtime.experiment.recording;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.data.SavedModel;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.serving.format.NetworkFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A student that was trained in another process, and what its training has told: as a folder, from
 * which every bit of it comes back.
 *
 * @param student the student
 * @param epochs what was told of epochs
 * @param warnings what was warned of
 */
public record KeptStudent(
    TrainedStudent student, List<EpochReport> epochs, List<Warning> warnings) {
  private static final String FIGURES = "training.json";
  private static final String STUDENT = "student";
  private static final String PEERS = "peers";

  public KeptStudent {
    epochs = List.copyOf(epochs);
    warnings = List.copyOf(warnings);
  }

  /** Hears what a training tells, to keep it. */
  public static final class Recorder implements TrainingListener {
    private final List<EpochReport> epochs = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    @Override
    public synchronized void epoch(EpochReport report) {
      epochs.add(report);
    }

    @Override
    public synchronized void warning(Warning warning) {
      warnings.add(warning);
    }

    /** What was heard, with what has come of the training. */
    public synchronized KeptStudent with(TrainedStudent student) {
      return new KeptStudent(student, epochs, warnings);
    }
  }

  /** Tells what the training has told. */
  public void tell(TrainingListener listener) {
    warnings.forEach(listener::warning);
    epochs.forEach(listener::epoch);
  }

  /**
   * Writes it.
   *
   * @param files takes the name and the content of each file
   */
  public void write(BiConsumer<String, byte[]> files) {
    List<String> peers = List.copyOf(student.peers().keySet());
    write(student.network(), STUDENT, files);
    for (int i = 0; i < peers.size(); i++) {
      // A peer is called by whoever made it: its name must not lead elsewhere.
      write(student.peers().get(peers.get(i)), PEERS + "/" + i, files);
    }
    files.accept(FIGURES, Json.line(Figures.of(this, peers)).getBytes(StandardCharsets.UTF_8));
  }

  private static void write(SavedNetwork network, String folder, BiConsumer<String, byte[]> files) {
    NetworkFolder.write(
        new SavedModel(network, Optional.empty()),
        (name, content) -> files.accept(folder + "/" + name, content));
  }

  /**
   * Reads what was written.
   *
   * @param folder has the files
   * @throws RetortException if one is missing or damaged
   */
  public static KeptStudent read(Path folder) {
    Path file = folder.resolve(FIGURES);
    try {
      Figures kept = Json.read(Files.readString(file), Figures.class);
      Map<String, SavedNetwork> peers = new LinkedHashMap<>();
      for (int i = 0; i < kept.peers().size(); i++) {
        peers.put(
            kept.peers().get(i), NetworkFolder.read(folder.resolve(PEERS + "/" + i)).network());
      }
      return kept.student(NetworkFolder.read(folder.resolve(STUDENT)).network(), peers);
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file " + file + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  /** What is in the file. Numbers are text, from which every bit of them comes back. */
  record Figures(
      String arm,
      int repeat,
      long seed,
      List<String> peers,
      Map<String, KeptMetrics> validation,
      Map<String, String> temperatures,
      long steps,
      double seconds,
      List<Epoch> epochs,
      List<Warning> warnings) {

    static Figures of(KeptStudent kept, List<String> peers) {
      TrainedStudent student = kept.student;
      Map<String, String> temperatures = new LinkedHashMap<>();
      student
          .temperatures()
          .forEach((head, value) -> temperatures.put(head, Double.toString(value)));
      return new Figures(
          student.arm(),
          student.repeat(),
          student.seed(),
          peers,
          KeptMetrics.of(student.validation()),
          temperatures,
          student.steps(),
          student.seconds(),
          kept.epochs.stream().map(Epoch::of).toList(),
          kept.warnings);
    }

    KeptStudent student(SavedNetwork network, Map<String, SavedNetwork> networks) {
      Map<String, Double> values = new LinkedHashMap<>();
      temperatures.forEach((head, value) -> values.put(head, Double.valueOf(value)));
      return new KeptStudent(
          new TrainedStudent(
              arm,
              repeat,
              seed,
              network,
              networks,
              KeptMetrics.metrics(validation),
              values,
              steps,
              seconds),
          epochs.stream().map(Epoch::report).toList(),
          warnings);
    }
  }

  /** An epoch. */
  record Epoch(
      String training,
      long seed,
      String stage,
      int epoch,
      long step,
      long steps,
      Map<String, List<Term>> terms,
      Map<String, KeptMetrics> validation,
      double seconds) {

    static Epoch of(EpochReport report) {
      Map<String, List<Term>> terms = new LinkedHashMap<>();
      report
          .terms()
          .forEach((learner, all) -> terms.put(learner, all.stream().map(Term::of).toList()));
      return new Epoch(
          report.training(),
          report.seed(),
          report.stage(),
          report.epoch(),
          report.step(),
          report.steps(),
          terms,
          KeptMetrics.of(report.validation()),
          report.seconds());
    }

    EpochReport report() {
      Map<String, List<EpochReport.TermReport>> all = new LinkedHashMap<>();
      terms.forEach((learner, each) -> all.put(learner, each.stream().map(Term::report).toList()));
      return new EpochReport(
          training, seed, stage, epoch, step, steps, all, KeptMetrics.metrics(validation), seconds);
    }
  }

  /** A term of an epoch. */
  record Term(String name, String weight, String value, String gradientNorm) {

    static Term of(EpochReport.TermReport term) {
      return new Term(
          term.name(),
          Double.toString(term.weight()),
          Double.toString(term.value()),
          Double.toString(term.gradientNorm()));
    }

    EpochReport.TermReport report() {
      return new EpochReport.TermReport(
          name,
          Double.parseDouble(weight),
          Double.parseDouble(value),
          Double.parseDouble(gradientNorm));
    }
  }
}
