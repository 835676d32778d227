package io.retort.runtime.experiment;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.result.RunState;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was interrupted ends as one that was not. */
class ResumedRunTest {
  @TempDir private Path folder;
  private final Retort retort = Retort.with(TinyExperiment.catalog());

  private ExperimentRun experiment(String name) {
    return experiment(name, 3, Map.of());
  }

  /** An experiment whose student has a number of outputs. */
  private ExperimentRun experiment(String name, int outputs, Map<String, ?> changes) {
    Map<String, Object> values = new LinkedHashMap<>(TinyExperiment.values());
    values.put("output", folder.resolve(name).toString());
    values.put(
        "student",
        Map.of(
            "network",
            List.of(Map.of("kind", "dense", "units", outputs)),
            "training",
            Map.of(
                "steps",
                12,
                "batch",
                16,
                "optimizer",
                Map.of("kind", "sgd", "learning-rate", 0.1, "momentum", 0.9),
                "checkpoint",
                Map.of("every", "1 step"))));
    values.putAll(changes);
    return retort.experiment(values);
  }

  /** Stops a run when it tells of its n-th epoch. */
  private RetortException stop(ExperimentRun run, int epoch) {
    int[] told = {0};
    return stop(run, report -> ++told[0] == epoch);
  }

  private RetortException stop(ExperimentRun run, Predicate<EpochReport> when) {
    run.listen(
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            if (when.test(report)) {
              run.stop();
            }
          }
        });
    return assertThrows(RetortException.class, run::run);
  }

  /** A run that was stopped in the middle of its first student's training. */
  private Path stopped(String name) {
    stop(
        experiment(name),
        report -> report.training().equals("alone") && report.step() < report.steps());
    return folder.resolve(name);
  }

  @Test
  void aRunThatWasInterruptedAnywhereEndsWithTheSameFiles() throws IOException {
    assertResumable(this::experiment);
  }

  /** Behind a projection, as the teacher's vectors have three values. */
  @Test
  void aRunThatLearnsVectorsToo() throws IOException {
    StringBuilder rows = new StringBuilder("a,b,value:0,value:1,value:2\n");
    for (int i = 0; i < 90; i++) {
      double x = Math.cos(i);
      double y = Math.sin(2 * i);
      rows.append(x + "," + y + "," + x + "," + (x - y) + "," + (1 + y) + "\n");
    }
    String file = Files.writeString(folder.resolve("vectors.csv"), rows).toString();
    assertResumable(
        name ->
            experiment(
                name,
                2,
                Map.of(
                    "data",
                    Map.of(
                        "kind",
                        "csv",
                        "file",
                        file,
                        "ignore",
                        List.of("value:0", "value:1", "value:2"),
                        "embedding",
                        Map.of("width", 2)),
                    "teacher",
                    Map.of("kind", "recorded", "file", file),
                    "strategy",
                    Map.of("kind", "soft-label", "loss", "cosine"),
                    "select-by",
                    Map.of("metric", Map.of("kind", "recall-at-k", "k", 2)))));
  }

  /**
   * Asserts that a run ends with the same files wherever it was interrupted.
   *
   * @param experiments gives the experiment with a folder's name
   */
  private void assertResumable(Function<String, ExperimentRun> experiments) throws IOException {
    experiments.apply("whole").run();
    Map<String, String> expected = files("whole");
    int epochs = Files.readAllLines(folder.resolve("whole/metrics.jsonl")).size();
    assertTrue(epochs > 1, "There is nothing to interrupt");
    for (int epoch = 1; epoch <= epochs; epoch++) {
      RetortException end = stop(experiments.apply("run" + epoch), epoch);
      Path run = folder.resolve("run" + epoch);
      assertEquals(ErrorKind.INTERRUPTED, end.kind(), end.getMessage());
      assertTrue(end.getMessage().endsWith("go on with: retort resume " + run), end.getMessage());
      assertEquals(RunState.Kind.INTERRUPTED, state(run));

      retort.resume(run, List.of()).run();

      assertEquals(expected, files("run" + epoch), "Interrupted at epoch " + epoch);
      assertEquals(RunState.Kind.COMPLETE, state(run));
      assertFalse(Files.exists(run.resolve("checkpoints")));
    }
  }

  private RunState.Kind state(Path run) {
    return Retort.runs(folder).stream()
        .filter(state -> state.folder().equals(run))
        .findFirst()
        .orElseThrow()
        .kind();
  }

  /** All files of a run, without times and what holds hashes of times. */
  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Path run = folder.resolve(name);
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        files.put(
            run.relativize(file).toString(),
            file.endsWith("run.json")
                    || file.endsWith("report.html")
                    || file.endsWith("summary.txt")
                ? ""
                : text.replaceAll("\"seconds\" ?: ?[-0-9.E]+", "")
                    .replaceAll(
                        "\"(run.json|metrics.jsonl|report.html|summary.txt)\" : \"[0-9a-f]+\"", "")
                    .replace(run.toUri().toString(), ""));
      }
    }
    return files;
  }

  @Test
  void aRateThatIsChangedIsNotedInTheResult() {
    Path run = stopped("run");
    RunResult result =
        retort.resume(run, List.of("student.training.optimizer.learning-rate=0.3")).run();
    assertTrue(
        result.warnings().stream()
            .anyMatch(
                warning ->
                    warning.code().equals("changed-when-resumed")
                        && warning.place().equals("student.training.optimizer.learning-rate")
                        && warning.sentence().contains("0.3")),
        result.warnings()::toString);
  }

  /** With one step between checkpoints the newest is that after which nothing can be saved. */
  @Test
  void aRunThatDivergedGoesOnFromWhereALowerRateHelps() throws IOException {
    Map<String, Object> training =
        Map.of(
            "steps",
            12,
            "batch",
            16,
            "optimizer",
            Map.of("kind", "sgd", "learning-rate", 1e30),
            "checkpoint",
            Map.of("every", "1 step"));
    Map<String, Object> student =
        Map.of(
            "network",
            List.of(Map.of("kind", "dense", "units", 4), Map.of("kind", "dense", "units", 3)),
            "training",
            training);
    ExperimentRun run = experiment("run", 3, Map.of("student", student)).jobs(1);
    RetortException end = assertThrows(RetortException.class, run::run);
    assertEquals(ErrorKind.DIVERGENCE, end.kind());
    assertEquals(RunState.Kind.FAILED, state(folder.resolve("run")));
    assertEquals(
        end.getMessage() + "\n", Files.readString(folder.resolve("run/checkpoints/failure.txt")));

    RunResult result =
        retort
            .resume(folder.resolve("run"), List.of("student.training.optimizer.learning-rate=0.01"))
            .run();

    assertTrue(
        result.warnings().stream().anyMatch(each -> each.code().equals("changed-when-resumed")));
    assertEquals(RunState.Kind.COMPLETE, state(folder.resolve("run")));
  }

  /** As the state of a training is that was ended because another one diverged. */
  @Test
  void aChangeThatComesTooLateForAStateBeginsBeforeIt() throws IOException {
    Map<String, Object> training =
        Map.of(
            "steps",
            12,
            "batch",
            96,
            "optimizer",
            Map.of("kind", "sgd", "learning-rate", 1e30),
            "checkpoint",
            Map.of("every", "1 step"));
    Map<String, Object> student =
        Map.of(
            "network",
            List.of(Map.of("kind", "dense", "units", 4), Map.of("kind", "dense", "units", 3)),
            "training",
            training);
    stop(
        experiment("run", 3, Map.of("student", student)),
        report -> report.training().equals("alone"));
    Path run = folder.resolve("run");
    List<String> messages = new ArrayList<>();
    ExperimentRun resumed =
        retort.resume(run, List.of("student.training.optimizer.learning-rate=0.01"));
    resumed.listen(
        new TrainingListener() {
          @Override
          public void message(String text) {
            messages.add(text);
          }
        });

    RunResult result = resumed.run();

    assertTrue(messages.stream().anyMatch(text -> text.contains("comes too late")), "" + messages);
    assertEquals(
        1,
        result.warnings().stream()
            .filter(each -> each.code().equals("changed-when-resumed"))
            .count());
    List<String> alone =
        Files.readAllLines(run.resolve("metrics.jsonl")).stream()
            .filter(line -> line.contains("\"training\":\"alone\",\"seed\":1,"))
            .toList();
    assertEquals(12, alone.size(), "" + alone);
    assertEquals(RunState.Kind.COMPLETE, state(run));
  }

  @Test
  void aLogThatHasLostLinesIsRefused() throws IOException {
    Path run = stopped("run");
    Path log = run.resolve("metrics.jsonl");
    List<String> lines = Files.readAllLines(log);
    Files.delete(log);
    assertRefused(
        () -> retort.resume(run, List.of()).run(), log + " has lost lines", "restore the file");
    // Those of a teacher without a state are made again.
    List<String> needed = lines.stream().filter(line -> line.contains("\"alone\"")).toList();
    assertFalse(needed.isEmpty());
    for (String lost : needed) {
      List<String> left = new ArrayList<>(lines);
      left.remove(lost);
      Files.write(log, left);
      assertRefused(() -> retort.resume(run, List.of()).run(), log + " has lost lines");
    }
    Files.write(log, lines);
    retort.resume(run, List.of()).run();
  }

  @Test
  void whereARunWentOnElsewhereIsKept() throws IOException {
    Path run = stopped("run");
    Path identity = run.resolve("checkpoints/run.json");
    String begun = Files.readString(identity);
    Files.writeString(
        identity,
        begun.replaceAll("\"elsewhere\" : \\[ *]", "\"elsewhere\" : [\"threads (7, now 8)\"]"));
    RunResult result = retort.resume(run, List.of()).run();
    assertTrue(
        result.warnings().stream()
            .anyMatch(
                each ->
                    each.code().equals("resumed-elsewhere")
                        && each.sentence().contains("threads (7, now 8)")),
        result.warnings()::toString);
  }

  @Test
  void whatIsNoUnfinishedRunIsRefused() {
    experiment("whole").run();
    assertRefused(() -> retort.resume(folder.resolve("whole"), List.of()).run(), "it is complete");
    assertRefused(
        () -> retort.resume(folder.resolve("none"), List.of()).run(), "not a folder of a run");
  }

  @Test
  void whatWouldBeAnotherRunIsRefused() throws IOException {
    Path run = stopped("run");
    assertRefused(
        () -> retort.resume(run, List.of("seeds=[7]")).run(),
        "--set seeds=[7]",
        "run the experiment again");
    assertRefused(
        () -> retort.resume(run, List.of("student.training.batch=3")).run(),
        "student.training.batch=3");
    assertRefused(() -> retort.resume(run, List.of("backend.kind=other")).run(), "backend.kind");
    Path file = run.resolve("config.yaml");
    String configuration = Files.readString(file);
    Files.writeString(file, configuration.replace("samples: 90", "samples: 91"));
    assertRefused(
        () -> retort.resume(run, List.of()).run(), "config.yaml was changed since the run began");
    Files.writeString(file, configuration);
    Path identity = run.resolve("checkpoints/run.json");
    Files.writeString(
        identity,
        Files.readString(identity).replaceAll("\"data\" : \"[0-9a-f]+\"", "\"data\" : \"0\""));
    assertRefused(
        () -> retort.resume(run, List.of()).run(),
        "the content of the data set has changed since it began");
    String known = Files.readString(identity);
    for (String damaged :
        List.of(
            "{", "null", "[]", known.replaceAll("\"started\" : \"[^\"]+", "\"started\" : \"x"))) {
      Files.writeString(identity, damaged);
      assertRefused(
          () -> retort.resume(run, List.of()).run(), "checkpoints/run.json cannot be read");
    }
  }

  /** Inputs and labels stay as they are: the groups alone decide what is trained with. */
  @Test
  void otherGroupsAreOtherData() throws IOException {
    Path file = folder.resolve("t.csv");
    GroupedTable.write(file, 7);
    ExperimentRun run =
        experiment(
            "run", 3, Map.of("data", GroupedTable.data(file), "split", Map.of("validation", 0.15)));
    stop(run, report -> report.training().equals("alone") && report.step() < report.steps());
    GroupedTable.write(file, 11);
    assertRefused(
        () -> retort.resume(folder.resolve("run"), List.of()).run(),
        "the content of the data set has changed since it began");
    GroupedTable.write(file, 7);
    retort.resume(folder.resolve("run"), List.of()).run();
  }

  @Test
  void withDamagedCheckpointsATrainingBeginsAnew() throws IOException {
    experiment("whole").run();
    Path run = stopped("run");
    List<Path> checkpoints;
    try (Stream<Path> all = Files.list(run.resolve("checkpoints"))) {
      checkpoints = all.filter(file -> file.toString().endsWith(".checkpoint")).sorted().toList();
    }
    assertFalse(checkpoints.isEmpty());
    for (Path each : checkpoints) {
      byte[] bytes = Files.readAllBytes(each);
      bytes[bytes.length / 2] ^= 4;
      Files.write(each, bytes);
    }
    retort.resume(run, List.of()).run();
    assertEquals(files("whole"), files("run"));
  }

  @Test
  void aLineThatTellsOfNoEpochIsRefused() throws IOException {
    Path run = stopped("run");
    Path log = run.resolve("metrics.jsonl");
    String whole = Files.readString(log);
    int lines = (int) whole.lines().count();
    for (String line : List.of("{", "null", "5", "", "{\"training\": \"alone\"}")) {
      Files.writeString(log, whole + line + "\n");
      assertRefused(
          () -> retort.resume(run, List.of()).run(),
          log + " is damaged: line " + (lines + 1) + " is not the JSON of an epoch",
          "restore it");
    }
    // What has no end was being written when the run was killed.
    Files.writeString(log, whole + "{");
    retort.resume(run, List.of()).run();
  }

  @Test
  void anotherOptimizerIsRefused() {
    Path run = stopped("run");
    assertRefused(
        () -> retort.resume(run, List.of("student.training.optimizer={kind: adam}")).run(),
        "cannot go on with another optimizer than it began with",
        "not its kind");
  }

  @Test
  void aRunThatWasKilledWhileItWasChangedGoesOnWithTheChange() throws IOException {
    Path run = stopped("run");
    Path file = run.resolve("config.yaml");
    String before = Files.readString(file);
    List<String> change = List.of("student.training.clip-norm=0.5");
    stop(retort.resume(run, change), 1);
    // The file is written after the checkpoints know of the change.
    Files.writeString(file, before);

    RunResult result = retort.resume(run, List.of()).run();

    assertTrue(Files.readString(file).contains("clip-norm: 0.5"));
    assertEquals(
        List.of("student.training.clip-norm"),
        result.warnings().stream()
            .filter(warning -> warning.code().equals("changed-when-resumed"))
            .map(Warning::place)
            .toList());
  }

  @Test
  void aRunThatLiesInNoFolderEndsWithoutCheckpoints() {
    List<String> kept = new ArrayList<>();
    RunStore elsewhere =
        new RunStore() {
          @Override
          public void open() {}

          @Override
          public void write(String name, Content content) {
            kept.add(name);
          }

          @Override
          public void append(String name, String line) {
            kept.add(name);
          }

          @Override
          public URI location() {
            return URI.create("memory:run");
          }
        };
    ExperimentRun run =
        experiment("run").with(binder -> binder.bind(RunStore.class).toInstance(elsewhere));
    RetortException end = stop(run, 8);
    assertEquals(ErrorKind.INTERRUPTED, end.kind(), end.getMessage());
    assertTrue(end.getMessage().contains("cannot be resumed"), end.getMessage());
    assertFalse(Files.exists(folder.resolve("run")));
    assertFalse(kept.contains("result.json"));
  }

  @Test
  void anExperimentThatNamesTheFolderOfAnUnfinishedRunSaysHowToGoOn() {
    Path run = stopped("run");
    assertRefused(() -> experiment("run").run(), "has not come to its end", "retort resume " + run);
  }
}
