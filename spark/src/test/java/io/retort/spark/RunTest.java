package io.retort.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunTest extends SparkTest {

  @BeforeEach
  void write() throws IOException {
    ExperimentFiles.write(folder);
  }

  private RunResult run(String output, String... changes) {
    return Run.run(
        spark,
        folder.resolve("experiment.yaml"),
        List.of(changes),
        folder.resolve(output).toString(),
        TrainingListener.NONE);
  }

  private RunResult expected(Path output, String... changes) {
    List<String> all = new ArrayList<>(List.of(changes));
    all.add("output='" + output + "'");
    return Retort.discover().experiment(folder.resolve("experiment.yaml"), all).run();
  }

  private void assertSame(String... changes) throws IOException {
    Path expected = folder.resolve("expected");
    RunResult one = expected(expected, changes);
    RunResult other = run("found", changes);
    Path found = folder.resolve("found");
    assertEquals(one.comparisons(), other.comparisons());
    assertEquals(one.warnings(), other.warnings());
    assertEquals(one.studentSeed(), other.studentSeed());
    for (int i = 0; i < one.students().size(); i++) {
      assertEquals(untimed(one.students().get(i)), untimed(other.students().get(i)));
    }
    for (String file :
        List.of(
            "student/weights.safetensors",
            "teacher/weights.safetensors",
            "predictions.csv",
            "evaluation.json",
            "config.yaml")) {
      assertEquals(Files.exists(expected.resolve(file)), Files.exists(found.resolve(file)), file);
      if (Files.exists(expected.resolve(file))) {
        assertArrayEquals(
            Files.readAllBytes(expected.resolve(file)),
            Files.readAllBytes(found.resolve(file)),
            file);
      }
    }
    // The curves of the page are drawn from these.
    assertEquals(epochs(expected), epochs(found));
  }

  private static String untimed(ArmResult student) {
    return student.toString().replaceAll("seconds=[-+.0-9E]+", "");
  }

  private static List<String> epochs(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceAll("\"seconds\":[-+.0-9E]+", ""))
        .sorted()
        .toList();
  }

  @Test
  void studentsOfSeedsAreThoseOfOneProcess() throws IOException {
    assertSame();
  }

  /** Each with a teacher of its own, and test samples of its own. */
  @Test
  void studentsOfRepeatsAreThoseOfOneProcess() throws IOException {
    assertSame("split.repeats=2", "seeds=[7]");
  }

  /** A teacher that is no network is trained by each executor, and peers come back. */
  @Test
  void teachersThatAreNoNetworksAndPeersComeOut() throws IOException {
    assertSame(
        "teacher={kind: gradient-boosting, rounds: 5, depth: 2}",
        "strategy={kind: mutual, copies: 1}");
  }

  @Test
  void trainedStudentsAreKept() throws IOException {
    RunResult first = run("found");
    Path job = folder.resolve("found");
    Map<String, Long> before = ExperimentFiles.kept(job);
    assertEquals(4, before.size());
    RunResult again = run("found");
    assertEquals(before, ExperimentFiles.kept(job));
    assertEquals(first.comparisons(), again.comparisons());
  }
}
