package io.retort.app;

import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.experiment.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The result of a run as the fields of an event: the verdict and the test figures. */
final class ResultEvent {

  private ResultEvent() {}

  static Map<String, Object> fields(RunResult result) {
    List<Map<String, Object>> models = new ArrayList<>();
    result.teachers().forEach(each -> models.add(model(each)));
    result.students().forEach(each -> models.add(model(each)));
    return JsonProgress.fields(
        "name", result.name(),
        "location", RunStore.place(result.location()),
        "student-seed", result.studentSeed(),
        "comparisons", result.comparisons().stream().map(ResultEvent::comparison).toList(),
        "models", models,
        "latencies", result.latencies());
  }

  private static Map<String, Object> comparison(Comparison comparison) {
    Gain gain = comparison.score();
    return JsonProgress.fields(
        "head", comparison.head(),
        "figure", gain.figure(),
        "gain", gain.mean(),
        "interval95", List.of(gain.low(), gain.high()),
        "verdict", gain.verdict().words());
  }

  private static Map<String, Object> model(ArmResult arm) {
    return JsonProgress.fields(
        "arm", arm.arm(),
        "repeat", arm.repeat(),
        "seed", arm.seed(),
        "parameters", arm.parameters(),
        "steps", arm.steps(),
        "training-seconds", arm.seconds(),
        "test", JsonProgress.figures(arm.test()));
  }
}
