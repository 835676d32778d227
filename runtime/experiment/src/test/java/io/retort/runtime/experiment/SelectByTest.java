package io.retort.runtime.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.progress.Metrics;
import io.retort.core.progress.Unit;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.testkit.Refusals;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys {@code metrics} and {@code select-by}. */
class SelectByTest {
  @TempDir private Path folder;

  private static final Map<String, Object> TWO_HEADS =
      Map.of(
          "kind",
          "synthetic",
          "shape",
          "4",
          "samples",
          90,
          "test-samples",
          30,
          "heads",
          List.of(
              Map.of("name", "kind", "task", "single-label", "outputs", 3),
              Map.of("name", "marks", "task", "multi-label", "outputs", 2)));

  private static final Object TWO_OUTPUTS =
      Map.of(
          "nodes",
          List.of(
              Map.of("kind", "dense", "name", "trunk", "units", 6, "activation", "tanh"),
              Map.of("kind", "dense", "name", "kind", "from", "trunk", "units", 3),
              Map.of("kind", "dense", "name", "marks", "from", "trunk", "units", 2)),
          "outputs",
          List.of("kind", "marks"));

  private ExperimentRun experiment(Map<String, ?> more) {
    Map<String, Object> values = new HashMap<>(TinyExperiment.values());
    values.put("seeds", List.of(1, 2, 3));
    values.put("output", folder.resolve("run").toString());
    values.putAll(more);
    return Retort.with(TinyExperiment.catalog()).experiment(values);
  }

  private ExperimentRun twoHeads(Map<String, ?> more) {
    Map<String, Object> values = new HashMap<>(more);
    Map<String, Object> training = Map.of("steps", 12, "batch", 16);
    values.put("data", TWO_HEADS);
    values.put("teacher", Map.of("kind", "network", "network", TWO_OUTPUTS, "training", training));
    values.put("student", Map.of("network", TWO_OUTPUTS, "training", training));
    return experiment(values);
  }

  private static long bestSeed(RunResult result, ToDoubleFunction<ArmResult> figure) {
    return result.students().stream()
        .filter(student -> student.arm().equals(ArmResult.DISTILLED))
        .min(Comparator.comparingDouble(figure))
        .orElseThrow()
        .seed();
  }

  @Test
  void theStudentAndTheVerdictAreThoseOfTheMetric() {
    RunResult result =
        experiment(Map.of("select-by", Map.of("metric", Map.of("kind", "brier-score")))).run();

    assertEquals("brier-score", result.comparisons().get(0).score().figure());
    assertFalse(result.comparisons().get(0).score().higherIsBetter());
    assertTrue(Double.isFinite(result.comparisons().get(0).score().low()));
    assertEquals(
        List.of("log-loss"),
        result.comparisons().get(0).besides().stream().map(Gain::figure).toList());
    assertEquals(
        bestSeed(result, student -> student.validation().get("label").value("brier-score")),
        result.studentSeed());
    Metrics metrics = result.students().get(0).test().get("label");
    assertEquals("brier-score", metrics.score());
    assertTrue(metrics.figures().containsKey("accuracy"), metrics::toString);
  }

  @Test
  void anotherHeadThanTheFirstCanDecide() {
    RunResult result = twoHeads(Map.of("select-by", Map.of("head", "marks"))).run();

    assertEquals(
        List.of("accuracy", "micro-f1"),
        result.comparisons().stream().map(each -> each.score().figure()).toList());
    assertEquals(
        bestSeed(result, student -> -student.validation().get("marks").scoreValue()),
        result.studentSeed());
  }

  @Test
  void metricsThatAreAskedForAreMeasuredOfTheHeadsThatTheyAreFor() {
    RunResult result =
        twoHeads(
                Map.of(
                    "metrics",
                    List.of("recall", Map.of("kind", "top-k-accuracy", "k", 2), "macro-f1")))
            .run();

    Map<String, Metrics> test = result.students().get(0).test();
    assertEquals(
        List.of(
            "accuracy",
            "log-loss",
            "calibration-error",
            "macro-f1",
            "recall of 0",
            "recall of 1",
            "recall of 2",
            "top-2-accuracy"),
        test.get("kind").figures().keySet().stream()
            .filter(name -> !name.equals("balanced-accuracy"))
            .toList());
    assertTrue(test.get("marks").figures().containsKey("macro-f1"));
    assertFalse(test.get("marks").figures().containsKey("top-2-accuracy"));
    assertEquals(Unit.SHARE, test.get("kind").figures().get("recall of 1").unit());
  }

  @ParameterizedTest
  @CsvSource({
    "roc-acu, label, There is no metric 'roc-acu'; did you mean 'roc-auc'?",
    "roc-auc, labl, the data have no head 'labl'; did you mean 'label'? heads: label",
    "rmse, label, 'rmse' cannot measure the head 'label' with the classes",
    "recall, label, 'recall' gives several figures of the head 'label': recall of 0"
  })
  void whatCannotDecideIsRefused(String metric, String head, String message) {
    Refusals.assertRefused(
        () -> experiment(Map.of("select-by", Map.of("metric", metric, "head", head))).check(),
        message);
  }

  /** Of two validation samples, one class of three has none. */
  @Test
  void whatHasNoValueOnTheValidationSamplesCannotDecide() {
    Object recall = Map.of("kind", "recall", "positive", "2");
    Refusals.assertRefused(
        () ->
            experiment(
                    Map.of(
                        "split", Map.of("validation", 0.02), "select-by", Map.of("metric", recall)))
                .check(),
        "select-by: 'recall of 2' has no value on the validation samples of",
        "because no sample is of the class '2'",
        "choose another metric, or a larger split.validation");
  }

  @Test
  void metricsForNoHeadOfTheDataAreRefused() {
    Refusals.assertRefused(
        () -> experiment(Map.of("metrics", List.of("top-k-accuracy"))).check(),
        "metrics: 'top-5-accuracy' measures nothing of these data",
        "the head 'label' with the classes 0, 1, 2");
  }
}
