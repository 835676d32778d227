package io.retort.app;

import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.runtime.configuration.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events as JSON, one a line. docs/command-line.md lists them with their fields. */
final class JsonProgress implements CommandProgress {
  private final PrintWriter out;
  private final long begun = System.nanoTime();
  private final Activity activity = new Activity(System::nanoTime);

  JsonProgress(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints an event.
   *
   * @param event its name
   * @param fields what is known of it, by key
   */
  synchronized void event(String event, Map<String, ?> fields) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", event);
    line.put("seconds", Math.round((System.nanoTime() - begun) / 1e6) / 1e3);
    line.putAll(fields);
    say(out, Json.line(line));
  }

  /** Fields in an order. */
  static Map<String, Object> fields(Object... keysAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      fields.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return fields;
  }

  @Override
  public void epoch(EpochReport report) {
    activity.epoch(report);
    event(
        "epoch",
        fields(
            "training", report.training(),
            "seed", report.seed(),
            "stage", report.stage(),
            "epoch", report.epoch(),
            "step", report.step(),
            "steps", report.steps(),
            "terms", report.terms(),
            "validation", figures(report.validation()),
            "epoch-seconds", report.seconds()));
  }

  /** The numbers of metrics by head and name. */
  static Map<String, Map<String, Double>> figures(Map<String, Metrics> metrics) {
    Map<String, Map<String, Double>> heads = new LinkedHashMap<>();
    metrics.forEach((head, each) -> heads.put(head, each.values()));
    return heads;
  }

  @Override
  public void steps(StepReport report) {
    event(
        "steps",
        fields(
            "training", report.training(),
            "seed", report.seed(),
            "stage", report.stage(),
            "step", report.step(),
            "steps", report.steps()));
    activity
        .steps(report)
        .ifPresent(
            training ->
                event(
                    "training-finished",
                    fields(
                        "training", report.training(),
                        "seed", report.seed(),
                        "steps", report.steps(),
                        "training-seconds", training.seconds())));
  }

  @Override
  public void phase(PhaseReport report) {
    event(
        "phase",
        fields(
            "name", report.name(),
            "done", report.done(),
            "total", report.total(),
            "over", report.over()));
  }

  @Override
  public void warning(Warning warning) {
    event(
        "warning",
        fields("code", warning.code(), "place", warning.place(), "sentence", warning.sentence()));
  }

  @Override
  public void message(String message) {
    event("message", fields("text", message));
  }
}
