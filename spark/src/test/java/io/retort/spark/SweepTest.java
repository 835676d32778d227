package io.retort.spark;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.sweep.SweepRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepTest extends SparkTest {

  @BeforeEach
  void write() throws IOException {
    ExperimentFiles.write(folder);
  }

  private void sweep(String output, String... changes) {
    Sweep.run(
        spark,
        folder.resolve("sweep.yaml"),
        List.of(changes),
        folder.resolve(output).toString(),
        TrainingListener.NONE);
  }

  /** Of two rungs, with candidates that diverge. */
  @Test
  void aSweepFindsTheSameAsInOneProcess() throws IOException {
    Path expected = folder.resolve("expected");
    SweepRun.read(
            Retort.discover(), folder.resolve("sweep.yaml"), List.of("output='" + expected + "'"))
        .run();
    sweep("found");
    Path found = folder.resolve("found");
    for (String file : List.of("result.json", "candidates.jsonl", "table.csv", "best.yaml")) {
      assertEquals(
          ExperimentFiles.untimed(expected.resolve(file)),
          ExperimentFiles.untimed(found.resolve(file)),
          file);
    }
    assertTrue(Files.exists(found.resolve("report.html")));
    assertTrue(Files.readString(found.resolve("result.json")).contains("not finite"));
  }

  @Test
  void finishedTrainingsAreKeptWhereTheyAreStillTheSame() throws IOException {
    sweep("found", "search=grid", "seeds=[1]");
    Path job = folder.resolve("found");
    String figures = ExperimentFiles.untimed(job.resolve("result.json"));
    Map<String, Long> before = ExperimentFiles.kept(job);
    assertEquals(4, before.size());
    String lost = before.keySet().iterator().next();
    Files.delete(job.resolve("_retort/trainings").resolve(lost));
    Files.delete(job.resolve("result.json"));

    sweep("found", "search=grid", "seeds=[1]");

    Map<String, Long> after = ExperimentFiles.kept(job);
    assertEquals(before.keySet(), after.keySet());
    assertNotEquals(before.get(lost), after.get(lost));
    before.remove(lost);
    after.remove(lost);
    assertEquals(before, after);
    assertEquals(figures, ExperimentFiles.untimed(job.resolve("result.json")));

    // One more seed leaves those of the first as they are.
    sweep("found", "search=grid", "seeds=[1, 2]");
    Map<String, Long> more = ExperimentFiles.kept(job);
    assertEquals(8, more.size());
    after.forEach((name, time) -> assertEquals(time, more.get(name)));
  }

  @Test
  void aDamagedTrainingIsMadeAgain() throws IOException {
    sweep("found", "search=grid", "seeds=[1]");
    Path job = folder.resolve("found");
    String expected = ExperimentFiles.untimed(job.resolve("table.csv"));
    String damaged = ExperimentFiles.kept(job).keySet().iterator().next();
    Path file = job.resolve("_retort/trainings").resolve(damaged);
    Files.deleteIfExists(file.resolveSibling("." + damaged + ".crc"));
    Files.writeString(file, "{");
    sweep("found", "search=grid", "seeds=[1]");
    assertEquals(expected, ExperimentFiles.untimed(job.resolve("table.csv")));
    assertNotEquals("{", Files.readString(file));
  }

  @Test
  void aPluginThatExecutorsLackIsNamed() {
    ShippedFiles files =
        ShippedFiles.read(Map.of("1", Map.of("name", "a", "strategy", "acme-strategy")));
    ShippedExperiments shipped =
        new ShippedExperiments(
            files.hash(), files, new TreeMap<>(Map.of("strategy 'acme-strategy'", "1.0")));
    try (ModelCache.Lease<LoadedExperiments> lease =
        LoadedExperiments.take(shipped.hash(), () -> shipped)) {
      assertRefused(
          () -> lease.model().experiment("1"),
          "An executor lacks the strategy 'acme-strategy' that the driver has; give executors");
    }
  }

  @Test
  void whatDoesNotFitIsRefusedInOneSentence() throws IOException {
    Files.createDirectories(folder.resolve("mine"));
    assertRefused(
        () -> sweep("mine"), "mine exists and is not that of the sweep 'churn-sweep'; choose");
    sweep("found", "search=grid", "seeds=[1]");
    assertRefused(
        () -> sweep("found", "name=other"),
        "found is that of the sweep 'churn-sweep' and not of the sweep 'other'; choose");
    assertRefused(
        () -> sweep("wrong", "set={'teacher.network[1].units': 3}"),
        "The candidate strategy.soft-weight=0.1");
  }
}
