package io.retort.spark;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.ReplicaSettings;
import io.retort.runtime.experiment.Retort;
import io.retort.serving.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataParallelTrainingTest extends SparkTest {
  /** 105 training samples: 100 steps are 25 epochs of four, the last of them with 9 samples. */
  static final String EXPERIMENT =
      """
      name: digits
      data: digits
      split: {samples: 105, labelled: 60}
      teacher:
        kind: network
        network: [flatten, {kind: dense, name: logits, units: 10}]
        training: {steps: 50, optimizer: {kind: adam, learning-rate: 0.01}}
      student:
        network:
          - flatten
          - {kind: dense, units: 12, activation: tanh}
          - {kind: dense, name: logits, units: 10}
        training:
          steps: 100
          batch: 32
          optimizer: {kind: adam, learning-rate: 0.005}
          clip-norm: 1
          checkpoint: {every: 10 steps}
      strategy: {kind: temperature, temperature: 4, soft-weight: 0.9}
      seeds: [3]
      """;

  private Path file;

  /** One more thread than for other tests. */
  @BeforeAll
  static void startAgain() {
    spark.stop();
    spark = session("local[3]");
  }

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("digits.yaml");
    Files.writeString(file, EXPERIMENT);
  }

  private Path train(String name, String arm, int tasks, int localSteps, String... changes) {
    List<String> all = new ArrayList<>(List.of(changes));
    all.add("output=" + folder.resolve(name));
    return DataParallelTraining.read(file, all, TrainingListener.NONE)
        .train(spark, new ReplicaSettings(arm, 3, tasks, localSteps))
        .folder();
  }

  private Path single() {
    Path output = folder.resolve("single");
    Retort.discover().experiment(file, List.of("output=" + output, "report=false")).run();
    return output;
  }

  /** The values of the terms at the end of each epoch. */
  private static double[] curve(Path run, String arm) throws IOException {
    List<Double> values = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      JsonNode epoch = new ObjectMapper().readTree(line);
      if (epoch.get("training").asText().equals(arm)) {
        epoch.get("terms").get("student").forEach(term -> values.add(term.get("value").asDouble()));
      }
    }
    return values.stream().mapToDouble(value -> value).toArray();
  }

  private static String fingerprint(Path run) throws IOException {
    return new ObjectMapper()
        .readTree(run.resolve("student").resolve("student.json").toFile())
        .get("fingerprint")
        .asText();
  }

  @Test
  void theLossCurveIsThatOfOneProcess() throws IOException {
    Path single = single();
    double[] distilled = curve(single, "distilled");
    assertEquals(2 * 25, distilled.length);
    assertEquals(fingerprint(single), fingerprint(train("one", "distilled", 1, 0)));
    for (int tasks : new int[] {2, 3}) {
      Path run = train("tasks-" + tasks, "distilled", tasks, 0);
      assertArrayEquals(distilled, curve(run, "distilled"), 1e-4);
    }
    Path alone = train("alone", "alone", 2, 0);
    assertArrayEquals(curve(single, "alone"), curve(alone, "alone"), 1e-4);
    JsonNode result = new ObjectMapper().readTree(alone.resolve("result.json").toFile());
    assertEquals(100, result.get("steps").asInt());
    assertEquals("gradients", result.get("average").asText());
    assertTrue(result.get("test").get("label").get("accuracy").asDouble() > 0.5);
    assertTrue(result.get("files").has("student/weights.safetensors"));
    try (Student student = Student.load(alone.resolve("student"))) {
      assertEquals("label", student.heads().get(0).name());
    }
    assertRefused(() -> train("alone", "alone", 2, 0), "exists and is not an empty folder");
  }

  @Test
  void weightsAreAveragedAfterSomeSteps() throws IOException {
    Path run = train("local", "distilled", 2, 3);
    double[] curve = curve(run, "distilled");
    assertEquals(2 * 25, curve.length);
    assertTrue(curve[curve.length - 1] < curve[1] / 2, "It has learned");
    assertEquals(fingerprint(run), fingerprint(train("again", "distilled", 2, 3)));
  }

  @Test
  void aTrainingGoesOnFromItsLastCheckpoint() throws IOException {
    Path marker = folder.resolve("died");
    String schedule = "student.training.schedule={kind: dying, step: 37, marker: '" + marker + "'}";
    for (int localSteps : new int[] {0, 3}) {
      String name = "dies-" + localSteps;
      Path interrupted = train(name, "distilled", 2, localSteps, schedule);
      assertTrue(Files.exists(marker), "No task has ended");
      assertEquals(25, epochs(interrupted));
      // Nobody comes to that step first any more.
      Path whole = train("lives-" + localSteps, "distilled", 2, localSteps, schedule);
      assertEquals(fingerprint(whole), fingerprint(interrupted));
      assertArrayEquals(curve(whole, "distilled"), curve(interrupted, "distilled"));
      Files.delete(marker);
    }
  }

  private static int epochs(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.jsonl")).size();
  }

  @Test
  void aJobThatIsStartedAgainGoesOn() throws IOException, InterruptedException {
    Path run = folder.resolve("again");
    String endless = "student.training.steps=1000000";
    Thread killer =
        new Thread(
            () -> {
              while (checkpoint(run).isEmpty()) {
                Thread.onSpinWait();
              }
              spark.sparkContext().cancelAllJobs();
            });
    killer.start();
    assertRefused(
        () -> train("again", "distilled", 2, 0, endless), "goes on from the last checkpoint");
    waitForTasks();
    String state = Files.readString(run.resolve("checkpoints/failure.txt"));
    assertTrue(state.contains("cancelled"), state);
    assertRefused(
        () -> train("again", "distilled", 2, 0, endless, "student.training.batch=16"),
        "was begun with another experiment, seed or average");
  }

  /** Tasks that were cancelled end at their next step. */
  private static void waitForTasks() throws InterruptedException {
    while (spark.sparkContext().statusTracker().getExecutorInfos()[0].numRunningTasks() > 0) {
      Thread.sleep(10);
    }
  }

  private static Optional<Path> checkpoint(Path run) {
    Path checkpoints = run.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return Optional.empty();
    }
    try (var files = Files.list(checkpoints)) {
      return files.filter(file -> file.getFileName().toString().startsWith("distilled")).findAny();
    } catch (IOException failure) {
      return Optional.empty();
    }
  }

  @Test
  void whatCannotBeSharedIsRefusedInOneSentence() {
    assertRefused(
        () -> train("four", "distilled", 4, 0),
        "There are 3 cores for 4 tasks, which must all run at the same time");
    assertRefused(
        () -> train("few", "distilled", 3, 0, "student.training.batch=2"),
        "'batch' of 2 has no sample for each of 3 replicas");
    assertRefused(
        () -> train("search", "distilled", 2, 5, "student.training.optimizer=lbfgs"),
        "only with a first-order optimizer");
    assertRefused(
        () ->
            train(
                "steep",
                "distilled",
                2,
                0,
                "student.training.optimizer={kind: sgd, learning-rate: 3e38}"),
        "stopped at step",
        "is not finite",
        "and lie in " + folder.resolve("steep/last-good"));
  }
}
