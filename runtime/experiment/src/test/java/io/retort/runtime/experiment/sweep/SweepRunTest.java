package io.retort.runtime.experiment.sweep;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.configuration.ConfigurationException;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepRunTest {
  private static final String EXPERIMENT =
      """
      name: tiny
      backend: difference
      data: {kind: watched, test: true}
      split: {validation: 0.4}
      teacher:
        kind: network
        network: [{kind: dense, units: 6, activation: tanh}, {kind: dense, units: 3}]
        training: {steps: 20, batch: 16, optimizer: {kind: adam, learning-rate: 0.1}}
      student:
        network: [{kind: dense, units: 3}]
        training: {steps: 18, batch: 16, optimizer: {kind: sgd, learning-rate: 0.1}}
      strategy: temperature
      seeds: [1]
      exporters: []
      """;

  private static final String RATES =
      """
      vary:
        student.training.optimizer.learning-rate: [1.0e-9, 0.3, 0.01, 1.0e-8, 0.003, 0.001]
        strategy.temperature: [2]
      """;

  @TempDir private Path folder;
  private final RecordingDataset watched = new RecordingDataset();
  private final Retort retort = Retort.with(TinyExperiment.catalog(watched));
  private final List<String> messages = new ArrayList<>();
  private final List<EpochReport> epochs = new ArrayList<>();
  private int outputs;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), EXPERIMENT);
  }

  @Test
  void candidatesAreComparedByWhatTheExperimentSelectsBy() throws IOException {
    SweepResult result = run(RATES + "set: {select-by: {metric: log-loss}}\nseeds: [5, 6]\n");

    assertEquals("log-loss", result.score());
    assertFalse(result.higherIsBetter());
    List<Double> means = result.rungs().get(0).stream().map(CandidateScore::mean).toList();
    assertEquals(means.stream().sorted().toList(), means);
  }

  @Test
  void aGridTrainsEveryCombinationOnceForEachSeed() throws IOException {
    SweepResult result =
        run(
            """
            vary:
              strategy.temperature: [1, 4]
              strategy.soft-weight: {from: 0.1, to: 0.9, count: 3}
            seeds: [5, 6]
            """);

    List<CandidateScore> scores = result.rungs().get(0);
    assertEquals(1, result.rungs().size());
    assertEquals(
        List.of("1 0.1", "1 0.5", "1 0.9", "4 0.1", "4 0.5", "4 0.9"),
        scores.stream().map(score -> String.join(" ", texts(score.candidate()))).sorted().toList());
    for (CandidateScore score : scores) {
      assertEquals(List.of(5L, 6L), score.outcomes().stream().map(o -> o.seed()).toList());
      assertEquals(18, score.steps());
    }
    assertEquals(6, messages.stream().filter(line -> line.startsWith("rung 1")).count());
  }

  @Test
  void theTeacherIsTrainedOnceForAllCandidates() throws IOException {
    run("vary: {strategy.temperature: [1, 2, 4]}");

    assertEquals(1, watched.loads);
    assertEquals(
        20,
        epochs.stream()
            .filter(e -> e.training().equals("teacher"))
            .mapToLong(EpochReport::step)
            .max()
            .orElseThrow());
    assertEquals(1, epochs.stream().filter(e -> e.step() == e.steps()).count());
  }

  @Test
  void aTeacherThatIsVariedIsTrainedForEachOfItsValues() throws IOException {
    run(
        """
        vary: {teacher.training.steps: [3, 5], strategy.temperature: [1, 2]}
        seeds: [1]
        """);

    assertEquals(
        List.of(3L, 5L),
        epochs.stream().filter(e -> e.step() == e.steps()).map(EpochReport::steps).toList());
    assertEquals(1, watched.loads);
  }

  @Test
  void successiveHalvingGivesTheBestThirdThreeTimesTheSteps() throws IOException {
    SweepResult result =
        run(RATES + "search: {kind: successive-halving, eta: 3, minimum-budget: 0.1}\n");

    assertEquals(
        List.of(2L, 6L, 18L), result.rungs().stream().map(rung -> rung.get(0).steps()).toList());
    assertEquals(List.of(6, 2, 1), result.rungs().stream().map(List::size).toList());
    for (int rung = 1; rung < 3; rung++) {
      List<CandidateScore> before = result.rungs().get(rung - 1);
      int kept = result.rungs().get(rung).size();
      double worstKept =
          before.subList(0, kept).stream().mapToDouble(CandidateScore::mean).min().orElseThrow();
      double bestDropped =
          before.subList(kept, before.size()).stream()
              .mapToDouble(CandidateScore::mean)
              .max()
              .orElseThrow();
      assertTrue(worstKept >= bestDropped, worstKept + " kept, " + bestDropped + " dropped");
      assertEquals(
          before.subList(0, kept).stream()
              .map(CandidateScore::candidate)
              .collect(Collectors.toSet()),
          result.rungs().get(rung).stream()
              .map(CandidateScore::candidate)
              .collect(Collectors.toSet()));
    }
    // A rate that moves no weight cannot win against one that learns.
    assertEquals("0.3", texts(result.best().candidate()).get(0));
  }

  @Test
  void testSamplesAreNeverRead() throws IOException {
    run("vary: {strategy.temperature: [1, 2]}");

    assertEquals(0, watched.testReads);
    assertEquals(RecordingDataset.SAMPLES, watched.read.cardinality());
  }

  @Test
  void testSamplesThatARunSplitsOffAreNeverReadEither() throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), EXPERIMENT.replace("test: true", "test: false"));

    run("vary: {strategy.temperature: [1, 2]}");

    // A fifth of the samples is the test part.
    assertEquals(RecordingDataset.SAMPLES * 4 / 5, watched.read.cardinality());
  }

  @Test
  void theSameSeedsGiveTheSameFigures() throws IOException {
    SweepResult first = run("vary: {strategy.temperature: [1, 8]}");
    SweepResult second = run("vary: {strategy.temperature: [1, 8]}");
    SweepResult other = run("vary: {strategy.temperature: [1, 8]}\nseeds: [77]");

    assertEquals(figures(first), figures(second));
    assertFalse(figures(first).equals(figures(other)));
    assertEquals(
        Files.readString(first.folder().resolve("table.csv")),
        Files.readString(second.folder().resolve("table.csv")));
  }

  @Test
  void aCandidateThatDivergesIsReportedAndLast() throws IOException {
    SweepResult result = run("vary: {student.training.optimizer.learning-rate: [1.0e+300, 0.1]}");

    assertEquals("0.1", texts(result.best().candidate()).get(0));
    CandidateScore last = result.rungs().get(0).get(1);
    assertTrue(last.diverged());
    assertEquals(1, last.outcomes().size(), "no more seeds once one has diverged");
    assertTrue(
        messages.stream().anyMatch(line -> line.endsWith("1.0e+300: diverged")),
        messages.toString());
    List<String> table = Files.readAllLines(result.folder().resolve("table.csv"));
    assertTrue(
        table.get(2).startsWith("1,2,1,1.0e+300,") && table.get(2).endsWith(",,,true"),
        table.get(2));
  }

  @Test
  void whereAllDivergeTheReasonIsSaidAndNothingIsChosen() throws IOException {
    RetortException stop =
        assertThrows(
            RetortException.class,
            () -> run("vary: {student.training.optimizer.learning-rate: [1.0e+300, 2.0e+300]}"));

    assertTrue(stop.getMessage().contains("All 2 candidates diverged"), stop.getMessage());
    assertEquals(ErrorKind.DIVERGENCE, stop.kind());
    Path out = folder.resolve("out0");
    assertFalse(Files.exists(out.resolve("best.yaml")));
    assertEquals(2, Files.readAllLines(out.resolve("candidates.jsonl")).size());
    try (Stream<Path> files = Files.list(out)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @Test
  void theBestConfigurationRunsAndSaysWhatWasChosen() throws IOException {
    SweepResult result = run(RATES);
    Path best = result.folder().resolve("best.yaml");

    String text = Files.readString(best);
    RunResult run = retort.experiment(best, List.of("output=" + folder.resolve("chosen"))).run();

    assertTrue(text.startsWith("# Chosen by the sweep 'trial' of 6 candidates:\n"), text);
    assertTrue(text.contains("#   student.training.optimizer.learning-rate: 0.3\n"), text);
    assertTrue(text.contains("learning-rate: 0.3\n"), text);
    assertEquals("tiny", run.name());
  }

  @Test
  void whatIsWrongIsReportedOnceAndWhereItWasWritten() {
    String message =
        assertThrows(
                ConfigurationException.class,
                () ->
                    run("vary: {strategy.temperature: [1, -3], strategy.soft-weight: [0.1, 0.2]}"))
            .getMessage();

    assertEquals(1, message.lines().count(), message);
    assertTrue(
        message.contains("sweep.yaml:4:34: strategy.temperature: expected a number"), message);
  }

  @Test
  void keysThatChangeTheValidationSamplesAreRefused() {
    for (String key :
        List.of(
            "data",
            "data.kind",
            "data.test",
            "data.files[0].path",
            "split",
            "split.validation",
            "split.test",
            "split.seed",
            "split.repeats")) {
      assertRefused(
          () -> vary(key),
          "The key '" + key + "' changes the validation samples",
          "vary another one");
    }
  }

  @Test
  void keysThatChangeNoTrainingAreRefused() {
    for (String key : List.of("name", "seeds", "seeds[0]", "output", "exporters")) {
      assertRefused(() -> vary(key), "does not change how a student is trained", "'" + key + "'");
    }
  }

  @Test
  void howManySamplesTheStudentSeesMayBeVaried() throws IOException {
    SweepResult result =
        run("vary: {split.samples: [20, 24], split.labelled: [10, 20]}\nseeds: [1]\n");

    assertEquals(4, result.rungs().get(0).size());
  }

  private SweepResult vary(String key) throws IOException {
    return run("vary: {'" + key + "': [1, 2]}");
  }

  private SweepResult run(String text) throws IOException {
    Path file = folder.resolve("sweep.yaml");
    Path out = folder.resolve("out" + outputs++);
    Files.writeString(file, "name: trial\nexperiment: tiny.yaml\noutput: " + out + "\n" + text);
    return SweepRun.read(retort, file, List.of())
        .listen(
            new TrainingListener() {
              @Override
              public void epoch(EpochReport report) {
                epochs.add(report);
              }

              @Override
              public void message(String message) {
                messages.add(message);
              }
            })
        .run();
  }

  private static List<String> texts(Candidate candidate) {
    return candidate.values().values().stream().map(Object::toString).toList();
  }

  private static List<Object> figures(SweepResult result) {
    return result.rungs().get(0).stream()
        .<Object>map(
            score -> score.outcomes().stream().map(CandidateScore.Outcome::validation).toList())
        .toList();
  }
}
