package io.retort.runtime.experiment;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose students see views of images of 3x3 pixels. */
class AugmentedRunTest {
  private static final Map<String, ?> SHIFT =
      Map.of("steps", Map.of("kind", "shift", "pixels", 1), "views", 2);

  @TempDir private Path folder;
  private final Retort retort = Retort.with(TinyExperiment.catalog());

  private ExperimentRun experiment(String name, Map<String, ?> augmentation) {
    return experiment(name, augmentation, Map.of());
  }

  private ExperimentRun experiment(
      String name, Map<String, ?> augmentation, Map<String, ?> changes) {
    Map<String, Object> training =
        new LinkedHashMap<>(
            Map.of("steps", 12, "batch", 16, "checkpoint", Map.of("every", "1 step")));
    if (!augmentation.isEmpty()) {
      training.put("augmentation", augmentation);
    }
    Map<String, Object> values = new LinkedHashMap<>(TinyExperiment.values());
    List<Object> network = List.of("flatten", Map.of("kind", "dense", "units", 3));
    values.put(
        "data",
        Map.of(
            "kind",
            "synthetic",
            "shape",
            "1x3x3",
            "outputs",
            3,
            "samples",
            90,
            "test-samples",
            30));
    values.put(
        "teacher",
        Map.of(
            "kind", "network", "network", network, "training", Map.of("steps", 20, "batch", 16)));
    values.put("student", Map.of("network", network, "training", training));
    values.put("output", folder.resolve(name).toString());
    values.putAll(changes);
    return retort.experiment(values);
  }

  private long kinds() throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("outputs"))) {
      return folders.count();
    }
  }

  private static Object figures(RunResult result) {
    return result.students().stream()
        .map(Object::toString)
        .map(AugmentedRunTest::timeless)
        .toList();
  }

  private static String timeless(String text) {
    return text.replaceAll("seconds=[-0-9.E]+", "");
  }

  @Test
  void keptOutputsAreThoseOfTheViews() throws IOException {
    Map<String, ?> kept =
        Map.of("teacher-outputs", Map.of("folder", folder.resolve("outputs").toString()));
    RunResult first = experiment("first", SHIFT, kept).run();
    long shifted = kinds();
    RunResult again = experiment("again", SHIFT, kept).run();
    assertEquals(figures(first), figures(again));
    assertEquals(shifted, kinds(), "The outputs of the same views are found");
    experiment("other", Map.of("steps", SHIFT.get("steps"), "views", 2, "seed", 2), kept).run();
    assertTrue(kinds() > shifted, "Those of other views are others");
  }

  @Test
  void teacherAndItsFiguresAreTheSameWithAndWithout() throws IOException {
    RunResult plain = experiment("plain", Map.of()).run();
    RunResult shifted = experiment("shifted", SHIFT).run();
    assertEquals(timeless(plain.teachers().toString()), timeless(shifted.teachers().toString()));
    assertNotEquals(figures(plain), figures(shifted));
  }

  @Test
  void runThatWasInterruptedEndsWithTheSameFigures() {
    RunResult whole = experiment("whole", SHIFT).run();
    ExperimentRun run = experiment("stopped", SHIFT);
    run.listen(
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            if (report.training().equals("distilled") && report.step() < report.steps()) {
              run.stop();
            }
          }
        });
    assertThrows(RetortException.class, run::run);
    Path stopped = folder.resolve("stopped");
    assertRefused(
        () -> retort.resume(stopped, List.of("student.training.augmentation.views=3")),
        "a run that goes on may change optimizer");
    assertEquals(figures(whole), figures(retort.resume(stopped, List.of()).run()));
  }

  @Test
  void runSaysHowManyInputsTheTeacherIsEvaluatedOn() {
    List<String> messages = new ArrayList<>();
    ExperimentRun run = experiment("run", SHIFT);
    run.listen(
        new TrainingListener() {
          @Override
          public void message(String message) {
            messages.add(message);
          }
        });
    run.run();
    assertTrue(
        messages.stream()
            .anyMatch(
                message ->
                    message.matches(
                        "Augmentation: 2 views of each of \\d+ training samples; a teacher whose"
                            + " outputs are kept is evaluated on \\d+ inputs")),
        messages::toString);
  }

  @Test
  void whatIsNoImageIsRefusedBeforeTheTeacherIsTrained() {
    assertRefused(
        () ->
            experiment(
                    "run",
                    SHIFT,
                    Map.of(
                        "data",
                        Map.of(
                            "kind",
                            "synthetic",
                            "shape",
                            "9",
                            "outputs",
                            3,
                            "samples",
                            90,
                            "test-samples",
                            30)))
                .check(),
        "student: The augmentation 'shift' changes images, but the inputs of the data have the"
            + " shape 9");
  }

  @Test
  void viewsThatNoEpochShowsAreWarnedOf() {
    assertTrue(
        experiment("run", Map.of("steps", SHIFT.get("steps"))).check().stream()
            .anyMatch(
                warning ->
                    warning.code().equals("views-never-seen")
                        && warning.place().equals("student.training.augmentation.views")));
  }
}
