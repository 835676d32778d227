package io.retort.runtime.experiment.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.progress.Metrics;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.RunResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Students that start from the weights of another network. */
class StartTest {
  @TempDir private Path folder;

  private final Retort retort = Retort.with(TinyExperiment.catalog());

  /** With a learning rate next to 0, both arms stay where they start. */
  @Test
  void bothArmsStartFromTheSameWeights() {
    RunResult first = run("first", Map.of());
    Map<String, Metrics> saved = retort.evaluate(first.folder());

    RunResult second = run("second", still(Map.of("from", student(first))));

    assertEquals(4, second.students().size());
    for (ArmResult student : second.students()) {
      assertEquals(saved, student.test(), student.arm() + " of seed " + student.seed());
    }
    assertEquals(first.student().weights().fingerprint(), second.student().weights().fingerprint());
  }

  @Test
  void nodesThatGetNoWeightsAreDrawnBySeed() {
    RunResult first = run("first", Map.of());
    RunResult second = run("second", still(Map.of("from", student(first), "nodes", List.of())));
    assertTrue(
        second.students().get(0).test().equals(second.students().get(1).test())
            && !second.students().get(0).test().equals(second.students().get(2).test()),
        "the arms of a seed are to start alike, and those of two seeds not");
  }

  @Test
  void aMisfitIsRefusedBeforeTheFirstStepWithItsKey() {
    RunResult first = run("first", Map.of());
    Map<String, Object> wider = new HashMap<>(still(Map.of("from", student(first))));
    wider.put(
        "network",
        List.of(
            Map.of("kind", "dense", "name", "dense-1", "units", 5),
            Map.of("kind", "dense", "units", 3)));
    RetortException refusal = assertThrows(RetortException.class, () -> run("second", wider));
    assertTrue(refusal.getMessage().startsWith("student.start: "), refusal::getMessage);
  }

  private static Map<String, Object> student(RunResult run) {
    return Map.of("kind", "retort", "path", run.folder().resolve("student").toString());
  }

  private static Map<String, Object> still(Map<String, Object> start) {
    return Map.of(
        "network",
        List.of(Map.of("kind", "dense", "units", 3)),
        "start",
        start,
        "training",
        Map.of(
            "steps", 2, "batch", 16, "optimizer", Map.of("kind", "sgd", "learning-rate", 1e-30)));
  }

  private RunResult run(String name, Map<String, Object> student) {
    Map<String, Object> values = new HashMap<>(TinyExperiment.values());
    values.put("output", folder.resolve(name).toString());
    if (!student.isEmpty()) {
      values.put("student", student);
    }
    return retort.experiment(values).run();
  }
}
