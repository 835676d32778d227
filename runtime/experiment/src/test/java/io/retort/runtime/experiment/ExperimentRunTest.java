package io.retort.runtime.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunTest {
  @TempDir private Path folder;

  private final Retort retort = Retort.with(TinyExperiment.catalog());

  @Test
  void aRunWritesWhatItPromises() throws IOException {
    Path out = folder.resolve("out");
    RunResult result = run(Map.of("output", out.toString()));

    assertEquals(out, result.folder());
    for (String name :
        List.of(
            "config.yaml",
            "metrics.jsonl",
            "result.json",
            "run.json",
            "teacher/network.json",
            "teacher/weights.safetensors",
            "student/network.json",
            "student/weights.safetensors",
            "student/student.json")) {
      assertTrue(Files.size(out.resolve(name)) > 0, name);
    }
    assertEquals(4, result.students().size());
    assertEquals(1, result.comparisons().size());
    String record = Files.readString(out.resolve("run.json"));
    assertTrue(record.contains("\"io.retort.core\""), record);
    assertFalse(record.contains("\"java.base\""), record);
    try (Stream<Path> files = Files.walk(out)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @Test
  void repeatsDrawTheTeacherAndTheTestSamplesAnewAndKeepTheFirst() throws IOException {
    Map<String, Object> data =
        Map.of("kind", "synthetic", "shape", "4", "outputs", 3, "samples", 90);
    RunResult once = run(Map.of("output", folder.resolve("once").toString(), "data", data));
    RunResult twice =
        run(
            Map.of(
                "output",
                folder.resolve("twice").toString(),
                "data",
                data,
                "split",
                Map.of("repeats", 2)));

    assertEquals(8, twice.students().size());
    assertEquals(
        List.of(1, 1, 1, 1, 2, 2, 2, 2), twice.students().stream().map(ArmResult::repeat).toList());
    assertEquals(List.of(1, 2), twice.teachers().stream().map(ArmResult::repeat).toList());
    assertNotEquals(twice.teachers().get(0).test(), twice.teachers().get(1).test());
    assertEquals(figures(once), figures(twice).subList(0, 4));
    assertNotEquals(figures(once), figures(twice).subList(4, 8));
    assertEquals(once.student().weights().fingerprint(), twice.student().weights().fingerprint());
    assertEquals(Comparison.Method.RESAMPLED, twice.comparisons().get(0).method());
    assertEquals(Comparison.Method.CROSSED_SEEDS, once.comparisons().get(0).method());
    String json = Files.readString(twice.folder().resolve("result.json"));
    for (String part :
        List.of("\"method\" : \"resampled\"", "\"repeat\" : 2", "\"log-loss\" : {")) {
      assertTrue(json.contains(part), json);
    }
    assertEquals(
        twice.students().stream()
            .filter(each -> each.repeat() == 1 && each.arm().equals(ArmResult.DISTILLED))
            .filter(each -> each.seed() == twice.studentSeed())
            .findFirst()
            .orElseThrow()
            .test(),
        retort.evaluate(twice.folder()));
  }

  @Test
  void theSavedStudentHasTheFiguresOfTheResult() {
    RunResult result = run(Map.of("output", folder.resolve("out").toString()));

    Map<String, Metrics> measured = retort.evaluate(result.folder());

    ArmResult saved =
        result.students().stream()
            .filter(each -> each.arm().equals(ArmResult.DISTILLED))
            .filter(each -> each.seed() == result.studentSeed())
            .findFirst()
            .orElseThrow();
    assertEquals(saved.test(), measured);
  }

  @Test
  void theResolvedConfigurationRunsAgainToTheSameFigures() {
    RunResult first = run(Map.of("output", folder.resolve("first").toString()));

    RunResult second =
        retort
            .experiment(
                first.folder().resolve("config.yaml"),
                List.of("output=" + folder.resolve("second")))
            .run();

    assertEquals(figures(first), figures(second));
    assertEquals(first.student().weights().fingerprint(), second.student().weights().fingerprint());
  }

  @Test
  void runsSideBySideDoNotTouchEachOther() throws Exception {
    RunResult alone = run(Map.of("output", folder.resolve("alone").toString()));

    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<RunResult> same =
          threads.submit(() -> run(Map.of("output", folder.resolve("same").toString())));
      Future<RunResult> other =
          threads.submit(
              () -> run(Map.of("output", folder.resolve("other").toString(), "seeds", List.of(8))));
      assertEquals(figures(alone), figures(same.get()));
      assertEquals(8, other.get().studentSeed());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void listenersAndModulesOfTheProgramAreTold() {
    List<EpochReport> direct = new ArrayList<>();
    List<EpochReport> bound = new ArrayList<>();
    experiment(Map.of("output", folder.resolve("out").toString()))
        .listen(into(direct))
        .with(
            new AbstractModule() {
              @Override
              protected void configure() {
                Multibinder.newSetBinder(binder(), TrainingListener.class)
                    .addBinding()
                    .toInstance(into(bound));
              }
            })
        .run();

    assertFalse(direct.isEmpty());
    assertEquals(direct, bound);
  }

  @Test
  void anOutputFolderInUseIsRefusedAndLeftAlone() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("mine.txt"), "mine");

    RetortException refusal =
        assertThrows(RetortException.class, () -> run(Map.of("output", out.toString())));

    assertTrue(refusal.getMessage().contains("exists"), refusal.getMessage());
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aRunThatCannotStartLeavesNoFolder() {
    Path out = folder.resolve("out");
    Map<String, Object> student =
        Map.of(
            "network",
            List.of(Map.of("kind", "dense", "units", 5)),
            "training",
            Map.of("steps", 5));

    RetortException refusal =
        assertThrows(
            RetortException.class, () -> run(Map.of("output", out.toString(), "student", student)));

    assertTrue(refusal.getMessage().startsWith("student: "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("has 3 classes"), refusal.getMessage());
    assertFalse(Files.exists(out));
  }

  @Test
  void aSavedTeacherThatIsNotThereIsRefusedBeforeTheRun() {
    Path out = folder.resolve("out");
    Path nowhere = folder.resolve("nowhere");
    ExperimentRun run =
        experiment(
            Map.of(
                "output",
                out.toString(),
                "teacher",
                Map.of("kind", "saved", "folder", nowhere.toString())));

    for (Executable way : List.<Executable>of(run::check, run::run)) {
      RetortException refusal = assertThrows(RetortException.class, way);
      assertTrue(refusal.getMessage().startsWith("teacher: "), refusal.getMessage());
      assertTrue(refusal.getMessage().contains(nowhere.toString()), refusal.getMessage());
    }
    assertFalse(Files.exists(out));
  }

  @Test
  void aSavedTeacherOfOtherClassesIsRefusedBeforeTheRun() {
    RunResult first = run(Map.of("output", folder.resolve("first").toString()));
    Path out = folder.resolve("out");

    RetortException refusal =
        assertThrows(
            RetortException.class,
            () ->
                run(
                    Map.of(
                        "output",
                        out.toString(),
                        "data",
                        Map.of("kind", "synthetic", "shape", "4", "outputs", 5, "samples", 90),
                        "student",
                        Map.of(
                            "network",
                            List.of(Map.of("kind", "dense", "units", 5)),
                            "training",
                            Map.of("steps", 5)),
                        "teacher",
                        Map.of(
                            "kind",
                            "saved",
                            "folder",
                            first.folder().resolve("teacher").toString()))));

    String teacher = first.folder().resolve("teacher").toString();
    assertTrue(refusal.getMessage().startsWith("teacher: "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(teacher), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("[0, 1, 2, 3, 4]"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("was taught [0, 1, 2]"), refusal.getMessage());
    assertFalse(Files.exists(out));
  }

  @Test
  void aStudentIsNotMeasuredOnDataOfAnotherShape() throws IOException {
    RunResult result = run(Map.of("output", folder.resolve("out").toString()));
    Path configuration = result.folder().resolve("config.yaml");
    String text = Files.readString(configuration);
    String before = Sha256.of(configuration);
    Files.writeString(configuration, text.replaceFirst("shape: \\S+", "shape: '5'"));
    Path vouching = result.folder().resolve("result.json");
    Files.writeString(
        vouching, Files.readString(vouching).replace(before, Sha256.of(configuration)));

    String message =
        assertThrows(RetortException.class, () -> retort.evaluate(result.folder())).getMessage();

    assertTrue(message.contains("shape 4") && message.contains("shape 5"), message);
  }

  @Test
  void aDivergedRunKeepsTheLastGoodWeights() {
    Path out = folder.resolve("out");
    Map<String, Object> student =
        Map.of(
            "network",
            List.of(Map.of("kind", "dense", "units", 3)),
            "training",
            Map.of(
                "steps",
                50,
                "optimizer",
                Map.of("kind", "sgd", "learning-rate", 3e38, "momentum", 0.9)));

    RetortException stop =
        assertThrows(
            RetortException.class, () -> run(Map.of("output", out.toString(), "student", student)));

    assertEquals(ErrorKind.DIVERGENCE, stop.kind());
    assertTrue(stop.getMessage().contains("not finite"), stop.getMessage());
    assertTrue(stop.getMessage().contains("alone"), stop.getMessage());
    assertTrue(Files.exists(out.resolve("last-good/weights.safetensors")));
    assertFalse(Files.exists(out.resolve("result.json")));
  }

  @Test
  void aSavedTeacherTeachesAgain() {
    RunResult first = run(Map.of("output", folder.resolve("first").toString()));

    RunResult second =
        run(
            Map.of(
                "output",
                folder.resolve("second").toString(),
                "teacher",
                Map.of("kind", "saved", "folder", first.folder().resolve("teacher").toString())));

    assertEquals(first.teacher().test(), second.teacher().test());
    assertEquals(first.student().weights().fingerprint(), second.student().weights().fingerprint());
  }

  private RunResult run(Map<String, ?> changes) {
    return experiment(changes).run();
  }

  private ExperimentRun experiment(Map<String, ?> changes) {
    Map<String, Object> values = new LinkedHashMap<>(TinyExperiment.values());
    values.putAll(changes);
    return retort.experiment(values);
  }

  private static List<Map<String, Metrics>> figures(RunResult result) {
    return result.students().stream().map(ArmResult::test).toList();
  }

  private static TrainingListener into(List<EpochReport> reports) {
    return new TrainingListener() {
      @Override
      public void epoch(EpochReport report) {
        reports.add(report);
      }
    };
  }
}
