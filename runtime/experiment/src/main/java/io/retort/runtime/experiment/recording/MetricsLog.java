package io.retort.runtime.experiment.recording;

import io.retort.core.progress.EpochReport;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.configuration.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Appends every epoch's figures to {@code metrics.jsonl}, a line of JSON each. */
public final class MetricsLog implements TrainingListener {
  private final HashingStore store;

  public MetricsLog(HashingStore store) {
    this.store = store;
  }

  @Override
  public void epoch(EpochReport report) {
    store.append("metrics.jsonl", Json.line(Line.of(report)));
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
