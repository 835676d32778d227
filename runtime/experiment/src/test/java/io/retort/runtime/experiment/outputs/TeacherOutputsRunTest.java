package io.retort.runtime.experiment.outputs;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.loss.TargetKind;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.GroupedTable;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.result.StoredOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs of 90 samples, and 30 to test with. */
class TeacherOutputsRunTest {
  /** Samples that the teacher is measured on, 30 of the test and 9 of the validation. */
  private static final int MEASURED = 30 + 9;

  @TempDir private Path folder;
  private final RuleProvider teacher = new RuleProvider();
  private final Retort retort = Retort.with(TinyExperiment.catalog(teacher));

  /** A teacher whose logits are three of the inputs, and which counts the samples it is asked. */
  private static final class RuleProvider implements TeacherProvider<RuleProvider.Settings> {
    private int asked;
    private String fingerprint = "rule";

    record Settings() {}

    @Override
    public String name() {
      return "rule";
    }

    @Override
    public Class<Settings> configuration() {
      return Settings.class;
    }

    @Override
    public Teacher create(Settings settings, TeacherContext context) {
      String head = context.data().heads().get(0).name();
      return new Teacher() {
        @Override
        public List<TeacherOutput> outputs() {
          return List.of(new TeacherOutput(head, TargetKind.LOGITS, Shape.of(3)));
        }

        @Override
        public void evaluate(Batch batch, Map<String, Tensor> destinations) {
          asked += batch.size();
          Tensor logits = destinations.get(head);
          for (int i = 0; i < batch.size(); i++) {
            for (int j = 0; j < 3; j++) {
              logits.set(3 * i + j, 2 * batch.inputs().get(4 * i + j));
            }
          }
        }

        @Override
        public String fingerprint() {
          return fingerprint;
        }

        @Override
        public void close() {}
      };
    }
  }

  private ExperimentRun experiment(String name, Map<String, Object> outputs) {
    return experiment(name, outputs, Map.of("steps", 12, "batch", 16));
  }

  private ExperimentRun experiment(
      String name, Map<String, Object> outputs, Map<String, Object> training) {
    Map<String, Object> values = new LinkedHashMap<>(TinyExperiment.values());
    values.put("output", folder.resolve(name).toString());
    values.put("teacher", "rule");
    values.put("teacher-outputs", outputs);
    values.put(
        "student",
        Map.of("network", List.of(Map.of("kind", "dense", "units", 3)), "training", training));
    return retort.experiment(values);
  }

  private Map<String, Object> kept(String format) {
    return Map.of("folder", folder.resolve("kept").toString(), "format", format);
  }

  private int asked() {
    int asked = teacher.asked;
    teacher.asked = 0;
    return asked;
  }

  private static List<Double> figures(RunResult result) {
    return result.comparisons().stream().map(each -> each.score().mean()).toList();
  }

  @Test
  void otherRunsFindWhatWasKept() {
    RunResult inMemory = experiment("memory", Map.of()).run();
    int first = asked();
    RunResult kept = experiment("first", kept("float32")).run();
    int once = asked();
    assertTrue(once <= first, "samples that it is measured on may be among those of students");
    RunResult found = experiment("second", kept("float32")).run();
    assertEquals(0, asked());
    assertEquals(figures(inMemory), figures(kept));
    assertEquals(figures(inMemory), figures(found));

    List<StoredOutput> stored = Retort.outputs(folder.resolve("kept"), true);
    assertEquals(once, stored.stream().mapToLong(StoredOutput::rows).sum());
    assertEquals("tiny", stored.get(0).experiment());
    assertEquals(0, stored.get(0).damaged());
  }

  /** The teacher is another one, though all samples are the same. */
  @Test
  void anotherSplitFindsNothingOfATeacherThatItHasTrained() throws IOException {
    Path file = folder.resolve("t.csv");
    GroupedTable.write(file, 7);
    RunResult first = grouped("first", file, kept("float32")).run();
    GroupedTable.write(file, 11);
    RunResult second = grouped("second", file, kept("float32")).run();
    RunResult expected = grouped("memory", file, Map.of()).run();
    assertEquals(expected.comparisons(), second.comparisons());
    assertNotEquals(first.comparisons(), second.comparisons());
  }

  private ExperimentRun grouped(String name, Path file, Map<String, Object> outputs) {
    Map<String, Object> values = new LinkedHashMap<>(TinyExperiment.values());
    values.put("output", folder.resolve(name).toString());
    values.put("data", GroupedTable.data(file));
    values.put("split", Map.of("validation", 0.15));
    values.put("teacher-outputs", outputs);
    return retort.experiment(values);
  }

  @Test
  void lessThanAllIsKeptWhereThatIsWanted() {
    RunResult all = experiment("float32", kept("float32")).run();
    RunResult half = experiment("float16", kept("float16")).run();
    RunResult top = experiment("top", kept("top-k")).run();
    assertEquals(figures(all).get(0), figures(half).get(0), 0.05);
    assertEquals(figures(all).get(0), figures(top).get(0), 0.05);
    assertEquals(
        List.of("float16", "float32", "top-3"),
        Retort.outputs(folder.resolve("kept"), true).stream()
            .map(StoredOutput::format)
            .distinct()
            .sorted()
            .toList());
  }

  @Test
  void aTeacherIsMeasuredByWhatItGave() {
    RunResult all = experiment("float32", kept("float32")).run();
    Map<String, Object> two = new LinkedHashMap<>(kept("top-k"));
    two.put("k", 2);
    RunResult top = experiment("top", two).run();
    assertEquals(all.teachers().get(0).test(), top.teachers().get(0).test());
    assertEquals(all.teachers().get(0).validation(), top.teachers().get(0).validation());
  }

  @Test
  void whatIsKeptForOneRunGoesWithItsCheckpoints() {
    ExperimentRun run = experiment("run", Map.of("format", "float16"));
    Path files = folder.resolve("run/checkpoints/teacher-outputs");
    boolean[] seen = {false};
    run.listen(
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            seen[0] |= Files.isDirectory(files);
          }
        });
    run.run();
    assertTrue(seen[0]);
    assertFalse(Files.exists(files));
  }

  @Test
  void aResumedRunAsksForNothingAgain() {
    RunResult whole = experiment("whole", Map.of("format", "float16")).run();
    interrupt(experiment("run", Map.of("format", "float16")));
    asked();
    RunResult resumed = retort.resume(folder.resolve("run"), List.of()).run();
    assertEquals(MEASURED, asked(), "samples that it is measured on");
    assertEquals(figures(whole), figures(resumed));
  }

  private static void interrupt(ExperimentRun run) {
    run.listen(
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            if (report.training().equals("distilled")) {
              run.stop();
            }
          }
        });
    assertThrows(RetortException.class, run::run);
  }

  @Test
  void aRunMayGoOnWithOutputsElsewhere() {
    RunResult whole = experiment("whole", kept("float32")).run();
    interrupt(experiment("run", kept("float32")));
    Path run = folder.resolve("run");
    // Files do not choose what is written outside of their own folder.
    assertRefused(() -> retort.resume(run, List.of()).run(), "teacher-outputs.folder");
    RunResult resumed =
        retort.resume(run, List.of("teacher-outputs.folder=" + folder.resolve("other"))).run();
    assertEquals(figures(whole), figures(resumed));
    assertEquals(whole.warnings(), resumed.warnings());
  }

  @Test
  void aRunDoesNotGoOnWithATeacherThatHasChanged() {
    interrupt(experiment("run", Map.of()));
    teacher.fingerprint = "another rule";
    assertRefused(
        () -> retort.resume(folder.resolve("run"), List.of()).run(),
        "the teacher is not the one that it began with");
    teacher.fingerprint = "rule";
    retort.resume(folder.resolve("run"), List.of()).run();
  }

  @Test
  void aTrainingThatVisitsFewSamplesAsksForThose() {
    Map<String, Object> twoSteps = Map.of("steps", 2, "batch", 2);
    RunResult whole = experiment("whole", Map.of(), twoSteps).run();
    int inMemory = asked() - MEASURED;
    assertEquals(2 * 2 * 2, inMemory, "samples of two seeds, two steps of two");
    RunResult kept = experiment("kept", kept("float32"), twoSteps).run();
    assertTrue(asked() - MEASURED <= inMemory);
    assertEquals(figures(whole), figures(kept));
  }

  @Test
  void aFolderThatCannotBeUsedIsRefusedBeforeTheTeacherIsMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    ExperimentRun run = experiment("run", Map.of("folder", file.resolve("below").toString()));
    assertRefused(run::check, file + " is not a folder", "teacher-outputs.folder");
    assertRefused(run::run, file + " is not a folder", "teacher-outputs.folder");
    assertEquals(0, asked());
    assertFalse(Files.exists(folder.resolve("run/result.json")));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderInWhichEvenRootCannotWriteIsRefusedAsWell() {
    ExperimentRun run = experiment("run", Map.of("folder", "/proc/outputs"));
    assertRefused(run::check, "/proc cannot be written to", "teacher-outputs.folder");
  }

  @Test
  void aNumberOfClassesIsRefusedWhereAllAreKept() {
    assertRefused(
        () -> experiment("run", Map.of("k", 3)),
        "teacher-outputs",
        "the format is float32",
        "{format: top-k, k: 3}");
    experiment("run", Map.of("format", "top-k", "k", 3)).check();
  }

  @Test
  void aRunIsEvaluatedWithoutTheFolder() throws IOException {
    experiment("run", kept("float32")).run();
    Path kept = folder.resolve("kept");
    Files.move(kept, folder.resolve("elsewhere"));
    Files.writeString(kept, "");
    assertFalse(retort.evaluate(folder.resolve("run")).isEmpty());
  }

  @Test
  void lossesOfLogitsAreRefusedWhereTheyAreNotKept() {
    Map<String, Object> values = new LinkedHashMap<>(TinyExperiment.values());
    values.put("teacher", "rule");
    values.put("teacher-outputs", kept("top-k"));
    values.put("strategy", Map.of("kind", "temperature", "soft", "decoupled"));
    values.put("output", folder.resolve("run").toString());
    assertRefused(() -> retort.experiment(values).run(), "log probabilities", "labelled logits");
  }
}
