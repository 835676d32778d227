package io.retort.runtime.experiment.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.extension.RunStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Appends every epoch's figures to {@code metrics.jsonl}, a line of JSON each. */
public final class MetricsLog implements TrainingListener {
  /** The file. */
  public static final String FILE = "metrics.jsonl";

  private final HashingStore store;

  /** The epochs that an interrupted run has logged, and that this one makes again. */
  private final Set<Epoch> logged = new HashSet<>();

  /** All epochs that the log has. */
  private final Set<Epoch> all = new HashSet<>();

  public MetricsLog(HashingStore store) {
    this.store = store;
  }

  /** An epoch of the run. */
  private record Epoch(String training, long seed, long step) {

    static Epoch of(JsonNode line) {
      if (!line.path("training").isTextual()
          || !line.path("seed").isIntegralNumber()
          || !line.path("step").isIntegralNumber()) {
        throw new IllegalArgumentException("No epoch is " + line);
      }
      return new Epoch(
          line.path("training").asText(), line.path("seed").asLong(), line.path("step").asLong());
    }
  }

  /**
   * Goes on with the log of an interrupted run. What it has of epochs that are made again stays
   * where it is, so that the log ends as that of a run that was not interrupted.
   *
   * @param lines what was logged
   * @param kept whether the epoch of this training, seed and step is as it will be made again
   */
  public synchronized void resume(List<String> lines, KeptEpochs kept) {
    List<String> first = new ArrayList<>();
    for (int number = 0; number < lines.size(); number++) {
      String line = lines.get(number);
      try {
        Epoch epoch = Epoch.of(new ObjectMapper().readTree(line));
        if (kept.test(epoch.training, epoch.seed, epoch.step)) {
          logged.add(epoch);
          first.add(line);
        }
      } catch (JsonProcessingException | IllegalArgumentException damaged) {
        throw new RetortException(
            ErrorKind.DATA,
            "The file "
                + RunStore.place(store.location().resolve(FILE))
                + " is damaged: line "
                + (number + 1)
                + " is not the JSON of an epoch; restore it, or run the experiment again into"
                + " another folder",
            damaged);
      }
    }
    all.addAll(logged);
    store.begin(FILE, first);
  }

  /**
   * Counts the epochs that are logged.
   *
   * @param step how many steps of the training are looked at
   */
  public synchronized int epochs(String training, long seed, long step) {
    return (int)
        all.stream()
            .filter(epoch -> epoch.training.equals(training) && epoch.seed == seed)
            .filter(epoch -> epoch.step <= step)
            .count();
  }

  /** Which epochs stay in the log of a run that goes on. */
  @FunctionalInterface
  public interface KeptEpochs {
    boolean test(String training, long seed, long step);
  }

  @Override
  public synchronized void epoch(EpochReport report) {
    Epoch epoch = new Epoch(report.training(), report.seed(), report.step());
    if (!logged.remove(epoch)) {
      store.append(FILE, Json.line(Line.of(report)));
      all.add(epoch);
    }
  }

  /** What a line says. */
  record Line(
      String training,
      long seed,
      String stage,
      int epoch,
      long step,
      long steps,
      Map<String, List<EpochReport.TermReport>> terms,
      Map<String, OfHead> validation,
      double seconds) {

    static Line of(EpochReport report) {
      Map<String, OfHead> validation = new LinkedHashMap<>();
      report.validation().forEach((head, metrics) -> validation.put(head, OfHead.of(metrics)));
      return new Line(
          report.training(),
          report.seed(),
          report.stage(),
          report.epoch(),
          report.step(),
          report.steps(),
          report.terms(),
          validation,
          report.seconds());
    }
  }

  /** The figures of a head. */
  record OfHead(
      String score,
      boolean higherIsBetter,
      Map<String, Double> figures,
      Map<String, String> undefined) {

    static OfHead of(Metrics metrics) {
      return new OfHead(
          metrics.score(), metrics.higherIsBetter(), metrics.values(), metrics.undefined());
    }
  }
}
