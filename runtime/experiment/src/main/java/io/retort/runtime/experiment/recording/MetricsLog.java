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

  public MetricsLog(HashingStore store) {
    this.store = store;
  }

  /** An epoch of the run. */
  private record Epoch(String training, long seed, long step) {}

  /**
   * Goes on with the log of an interrupted run. What it has of epochs that are made again stays
   * where it is, so that the log ends as that of a run that was not interrupted.
   *
   * @param lines what was logged
   * @param kept whether the epoch of this training, seed and step is as it will be made again
   */
  public void resume(List<String> lines, KeptEpochs kept) {
    List<String> first = new ArrayList<>();
    for (String line : lines) {
      try {
        JsonNode json = new ObjectMapper().readTree(line);
        Epoch epoch =
            new Epoch(
                json.path("training").asText(),
                json.path("seed").asLong(),
                json.path("step").asLong());
        if (kept.test(epoch.training, epoch.seed, epoch.step)) {
          logged.add(epoch);
          first.add(line);
        }
      } catch (JsonProcessingException damaged) {
        throw new RetortException(
            ErrorKind.DATA,
            "The file "
                + FILE
                + " of the run is damaged: a line is not JSON; restore it, or run the"
                + " experiment again into another folder",
            damaged);
      }
    }
    store.begin(FILE, first);
  }

  /** Which epochs stay in the log of a run that goes on. */
  @FunctionalInterface
  public interface KeptEpochs {
    boolean test(String training, long seed, long step);
  }

  @Override
  public void epoch(EpochReport report) {
    if (!logged.remove(new Epoch(report.training(), report.seed(), report.step()))) {
      store.append(FILE, Json.line(Line.of(report)));
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
