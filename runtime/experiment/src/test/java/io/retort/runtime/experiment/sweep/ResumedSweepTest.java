package io.retort.runtime.experiment.sweep;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.result.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that was interrupted ends as one that was not. */
class ResumedSweepTest {
  private static final String EXPERIMENT =
      """
      name: tiny
      backend: stepped
      data: {kind: synthetic, shape: 4, outputs: 3, samples: 60, test-samples: 10}
      split: {validation: 0.4}
      teacher:
        kind: network
        network: [{kind: dense, units: 3}]
        training: {steps: 4, batch: 16, optimizer: {kind: adam, learning-rate: 0.1}}
      student:
        network: [{kind: dense, units: 3}]
        training: {steps: 4, batch: 16, optimizer: {kind: sgd, learning-rate: 0.1, momentum: 0.9}}
      strategy: temperature
      seeds: [1]
      exporters: []
      """;

  /** Two rungs of four candidates with two teachers; half of the candidates diverge. */
  private static final String SWEEP =
      """
      name: trial
      experiment: tiny.yaml
      vary:
        teacher.training.steps: [2, 3]
        student.training.optimizer.learning-rate: [0.3, 1.0e+300]
      set:
        teacher.training.checkpoint.every: 1 step
        student.training.checkpoint.every: EVERY
      search: {kind: successive-halving, eta: 2, minimum-budget: 0.5}
      seeds: [5, 6]
      """;

  @TempDir private Path folder;
  private final SteppedBackend backend = new SteppedBackend();
  private final Retort retort = Retort.with(TinyExperiment.catalog(backend));
  private final List<String> messages = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), EXPERIMENT);
  }

  private SweepRun sweep(String output, String every) throws IOException {
    Path file = folder.resolve("sweep.yaml");
    Files.writeString(file, SWEEP.replace("EVERY", every));
    return SweepRun.read(retort, file, List.of("output=" + folder.resolve(output)));
  }

  private SweepRun resumed(String output) {
    return SweepRun.resume(retort, folder.resolve(output)).listen(told(messages::add));
  }

  private static TrainingListener told(Consumer<String> messages) {
    return new TrainingListener() {
      @Override
      public void message(String message) {
        messages.accept(message);
      }
    };
  }

  /** Runs a whole sweep, and returns how many steps it has made until all was found out. */
  private int whole(String output, String every) throws IOException {
    backend.steps = 0;
    sweep(output, every).run();
    int steps = backend.steps;
    backend.steps = 0;
    return steps;
  }

  /** Stops a sweep in one of its steps. */
  private RetortException stop(SweepRun sweep, int step) {
    backend.steps = 0;
    backend.before =
        made -> {
          if (made == step) {
            sweep.stop();
          }
        };
    RetortException end = assertThrows(RetortException.class, sweep::run);
    assertEquals(ErrorKind.INTERRUPTED, end.kind(), end.getMessage());
    backend.before = made -> {};
    return end;
  }

  /** Ends a sweep in the middle of one of its steps, without another word. */
  private void kill(SweepRun sweep, int step) {
    backend.steps = 0;
    backend.before =
        made -> {
          if (made == step) {
            throw new IllegalStateException("killed");
          }
        };
    assertThrows(IllegalStateException.class, sweep::run);
    backend.before = made -> {};
  }

  /** All files of a sweep, without times and how often states were saved. */
  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Path sweep = folder.resolve(name);
    try (Stream<Path> all = Files.walk(sweep)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        files.put(
            sweep.relativize(file).toString(),
            Files.readString(file, StandardCharsets.ISO_8859_1)
                .replaceAll("\"seconds\" ?: ?[-0-9.E]+", "")
                .replaceAll("every: .*", ""));
      }
    }
    return files;
  }

  private RunState state(String name) {
    return Retort.runs(folder).stream()
        .filter(state -> state.folder().equals(folder.resolve(name)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSweepThatWasStoppedInAnyStepMakesTheOthersAlone() throws IOException {
    int steps = whole("whole", "1 hour");
    Map<String, String> expected = files("whole");
    assertTrue(expected.get("result.json").contains("\"diverged\" : true"));
    // The last step is in the last training: after it the sweep completes.
    for (int step = 1; step <= steps; step++) {
      String name = "stopped" + step;
      RetortException end = stop(sweep(name, "1 hour"), step);
      assertEquals(step, backend.steps);
      assertEquals(
          "The sweep was interrupted; the trainings that are over and the states of the others are"
              + " kept; go on with: retort resume "
              + folder.resolve(name),
          end.getMessage());
      assertEquals(RunState.Kind.INTERRUPTED, state(name).kind());
      assertEquals(RunState.Work.SWEEP, state(name).work());

      resumed(name).run();

      assertEquals(expected, files(name), "Stopped in step " + step);
      assertEquals(steps, backend.steps, "Stopped in step " + step);
      assertEquals(RunState.Kind.COMPLETE, state(name).kind());
      assertEquals(RunState.Work.SWEEP, state(name).work());
    }
  }

  @Test
  void outputsOfTeachersOutliveAnInterruption() throws IOException {
    String asFiles = EXPERIMENT + "teacher-outputs: {format: float16}\n";
    Files.writeString(folder.resolve("tiny.yaml"), asFiles);
    int steps = whole("whole", "1 hour");
    stop(sweep("stopped", "1 hour"), steps / 2);
    Path outputs = folder.resolve("stopped/checkpoints/teacher-outputs");
    Map<String, String> kept = files("stopped/checkpoints/teacher-outputs");
    assertFalse(kept.isEmpty());

    SweepRun resumed = resumed("stopped");
    resumed.whenFound(
        result -> {
          Map<String, String> then = assertDoesNotThrow(() -> files(outputs.toString()));
          kept.forEach((file, content) -> assertEquals(content, then.get(file), file));
        });
    resumed.run();
    assertFalse(Files.exists(outputs));
    assertEquals(files("whole"), files("stopped"));
  }

  @Test
  void aSweepThatWasKilledAnywhereEndsWithTheSameFilesWhateverItsIntervals() throws IOException {
    whole("whole", "2 minutes");
    Map<String, String> expected = files("whole");
    for (String every : List.of("1 step", "2 steps", "1 hour")) {
      int steps = whole(every, every);
      assertEquals(expected, files(every));
      for (int step = every.length(); step <= steps; step += 4) {
        String name = every.replace(' ', '-') + "-" + step;
        kill(sweep(name, every), step);

        resumed(name).run();

        assertEquals(expected, files(name), "Killed in step " + step);
        int again = backend.steps - steps;
        assertTrue(again == 1 || (again > 1 && !every.equals("1 step")), again + " steps again");
      }
    }
  }

  @Test
  void aSweepThatIsKilledAgainAndAgainComesToItsEnd() throws IOException {
    whole("whole", "1 step");
    kill(sweep("killed", "1 step"), 4);
    boolean complete = false;
    for (int round = 0; !complete; round++) {
      assertTrue(round < 100, "no progress");
      int last = 3;
      backend.steps = 0;
      backend.before =
          made -> {
            if (made == last) {
              throw new IllegalStateException("killed");
            }
          };
      try {
        resumed("killed").run();
        complete = true;
      } catch (IllegalStateException killed) {
        assertEquals("killed", killed.getMessage());
      }
    }
    assertEquals(files("whole"), files("killed"));
  }

  @Test
  void teachersThatDifferHaveStatesOfTheirOwnAndStudentsThatAreDoneNone() throws IOException {
    int steps = whole("whole", "1 step");
    stop(sweep("stopped", "1 step"), steps);
    try (Stream<Path> all = Files.list(folder.resolve("stopped/checkpoints"))) {
      List<String> trainings =
          all.map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".checkpoint"))
              .map(name -> name.replaceAll("-step-.*", ""))
              .distinct()
              .toList();
      assertEquals(2, trainings.stream().filter(name -> name.startsWith("teacher")).count());
      assertEquals(3, trainings.size(), trainings::toString);
    }
  }

  @Test
  void aTrainingWhoseLineWasCutOffIsMadeAgain() throws IOException {
    int steps = whole("whole", "1 step");
    for (int missing : new int[] {1, 2, 40, 100}) {
      String name = "cut" + missing;
      stop(sweep(name, "1 step"), steps - 1);
      Path log = folder.resolve(name).resolve(FinishedTrainings.FILE);
      byte[] bytes = Files.readAllBytes(log);
      Files.write(log, Arrays.copyOf(bytes, bytes.length - missing));

      // The training that is made again has four steps.
      stop(resumed(name), 5);
      resumed(name).run();

      assertEquals(files("whole"), files(name), missing + " bytes cut off");
    }
    assertTrue(messages.stream().noneMatch(line -> line.contains("damaged")), messages::toString);
  }

  @Test
  void aDamagedLineIsNamedAndThatTrainingAloneIsMadeAgain() throws IOException {
    int steps = whole("whole", "1 step");
    for (byte damage : new byte[] {1, (byte) 0x80}) {
      String name = "damaged" + damage;
      stop(sweep(name, "1 step"), steps - 1);
      Path log = folder.resolve(name).resolve(FinishedTrainings.FILE);
      List<String> lines = Files.readAllLines(log);
      assertTrue(lines.get(1).contains("\"steps\":2,"), lines.get(1));
      byte[] bytes = Files.readAllBytes(log);
      // A digit of a figure: the line looks as good as before.
      String figure = "\"value\":\"0.";
      bytes[lines.get(0).length() + 1 + lines.get(1).indexOf(figure) + figure.length()] ^= damage;
      Files.write(log, bytes);

      resumed(name).run();

      assertTrue(
          messages.stream().anyMatch(line -> line.startsWith("Line 2 of " + log + " is damaged")),
          messages::toString);
      assertEquals(files("whole"), files(name));
      assertEquals(steps + 2, backend.steps);
    }
  }

  @Test
  void aResultThatWasNotShownIsShownWhenTheSweepGoesOn() throws IOException {
    whole("whole", "1 step");
    SweepRun sweep = sweep("unshown", "2 minutes");
    sweep.whenFound(
        result -> {
          throw new IllegalStateException("no picture");
        });
    assertThrows(IllegalStateException.class, sweep::run);
    assertEquals(RunState.Kind.FAILED, state("unshown").kind());
    backend.steps = 0;

    List<SweepResult> shown = new ArrayList<>();
    resumed("unshown").whenFound(shown::add).run();

    assertEquals(1, shown.size());
    assertEquals(0, backend.steps);
    assertEquals(files("whole"), files("unshown"));
  }

  @Test
  void theFilesThatASweepWasReadFromMayChangeAndGo() throws IOException {
    whole("whole", "1 step");
    stop(sweep("moved", "2 minutes"), 20);
    Files.delete(folder.resolve("sweep.yaml"));
    Files.writeString(folder.resolve("tiny.yaml"), "nonsense");

    resumed("moved").run();

    assertEquals(files("whole"), files("moved"));
  }

  @Test
  void nobodyElseGoesOnWithASweepUnderWay() throws IOException {
    List<String> refusals = new ArrayList<>();
    SweepRun sweep = sweep("running", "2 minutes");
    sweep.listen(
        told(
            message -> {
              if (message.startsWith("rung 1  1/4")) {
                assertEquals(RunState.Kind.RUNNING, state("running").kind());
                refusals.add(
                    assertThrows(RetortException.class, () -> resumed("running")).getMessage());
              }
            }));
    sweep.run();

    assertEquals(1, refusals.size());
    assertTrue(refusals.get(0).contains("is being written by process"), refusals::toString);
  }

  @Test
  void whatIsNoUnfinishedSweepIsRefused() throws IOException {
    whole("whole", "1 step");
    assertRefused(() -> resumed("whole"), "it is complete");
    assertRefused(() -> resumed("none"), "not a folder of a run");
    stop(sweep("stopped", "2 minutes"), 9);
    assertRefused(
        () -> sweep("stopped", "2 minutes").run(),
        "is that of a sweep that has not come to its end",
        "retort resume " + folder.resolve("stopped"));
    assertRefused(
        () -> retort.resume(folder.resolve("stopped"), List.of()), "is the folder of a sweep");
  }

  @Test
  void whatWouldBeAnotherSweepIsRefused() throws IOException {
    stop(sweep("run", "2 minutes"), 9);
    Path source = folder.resolve("run/checkpoints/sweep.json");
    String text = Files.readString(source);
    Files.writeString(source, text.replace("[5, 6]", "[5, 7]"));
    assertRefused(() -> resumed("run"), source + " was changed since the sweep began");
    Files.writeString(source, text);
    assertIdentityChecked(
        "\"data\" : \"[0-9a-f]+\"", "\"data\" : \"0\"", "the content of the data set has");
    assertIdentityChecked(
        "\"backend 'stepped'\" : \"[^\"]*\"",
        "\"backend 'stepped'\" : \"older\"",
        "the backend 'stepped' has changed since it began");
    resumed("run").run();
  }

  private void assertIdentityChecked(String pattern, String other, String reason)
      throws IOException {
    Path identity = folder.resolve("run/checkpoints/run.json");
    String text = Files.readString(identity);
    String changed = text.replaceAll(pattern, other);
    assertFalse(changed.equals(text));
    Files.writeString(identity, changed, StandardCharsets.UTF_8);
    assertRefused(() -> resumed("run").run(), reason);
    Files.writeString(identity, text);
  }
}
