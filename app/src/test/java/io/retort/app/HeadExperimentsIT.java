package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiments with numbers, with labels and with several heads, for one seed. */
class HeadExperimentsIT {
  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
  }

  @Test
  void aTeacherTellsNumbersWithLessNoise() {
    String out = run("regression");

    // 1 is the deviation of the noise, and 4.9 that of the numbers.
    assertTrue(ResultRows.scores("teacher", out).get(0) < 1.3, out);
    assertTrue(
        ResultRows.scores("student distilled", out).get(0)
            < ResultRows.scores("student alone", out).get(0),
        out);
  }

  @Test
  void aTeacherTellsWhichLabelsAreLikely() {
    String out = run("multi-label");

    assertTrue(
        ResultRows.scores("student distilled", out).get(0)
            > ResultRows.scores("student alone", out).get(0) + 1,
        out);
  }

  @Test
  void threeTeachersHelpAStudentWithThreeHeads() {
    assertEveryHeadGains(run("multi-task"));
    for (String head : List.of("kind", "marks", "level")) {
      Path weights = folder.resolve("run/teacher/" + head + "/weights.safetensors");
      assertTrue(Files.exists(weights), weights::toString);
    }
  }

  @Test
  void projectedGradientsTrainThreeHeads() {
    assertEveryHeadGains(run("multi-task", "--set", "student.training.gradients=pcgrad"));
  }

  private static void assertEveryHeadGains(String out) {
    List<Double> alone = ResultRows.scores("student alone", out);
    List<Double> distilled = ResultRows.scores("student distilled", out);
    assertEquals(3, alone.size(), out);
    assertTrue(distilled.get(0) > alone.get(0), "accuracy: " + out);
    assertTrue(distilled.get(1) > alone.get(1), "micro-f1: " + out);
    assertTrue(distilled.get(2) < alone.get(2), "rmse: " + out);
  }

  private String run(String experiment, String... more) {
    String file = Distribution.experiment(experiment);
    List<String> arguments =
        new ArrayList<>(List.of("run", file, "--set", "seeds=[1]", "--set", "output=run"));
    arguments.addAll(List.of(more));

    Distribution.Outcome outcome = retort.onModulePath(arguments.toArray(String[]::new));

    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome.out();
  }
}
