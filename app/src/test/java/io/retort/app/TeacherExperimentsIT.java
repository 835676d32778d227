package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The experiments whose teachers are not networks, for one seed. */
class TeacherExperimentsIT {
  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree-teacher", "svm-teacher"})
  void aTeacherThatIsNoNetworkHelpsTheStudent(String experiment) {
    String file = Distribution.experiment(experiment);

    Distribution.Outcome outcome =
        retort.onModulePath("run", file, "--set", "seeds=[1]", "--set", "output=run");

    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(accuracy("teacher", outcome) > 97, outcome.out());
    assertTrue(
        accuracy("student distilled", outcome) > accuracy("student alone", outcome) + 5,
        outcome.out());
  }

  @Test
  void treesOfAnotherLibraryTeachByTheRowsOfATable() {
    String file = Distribution.experiment("tree-models/lightgbm");

    Distribution.Outcome outcome =
        retort.onModulePath("run", file, "--set", "seeds=[1]", "--set", "output=run");

    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(
        accuracy("student distilled", outcome) > accuracy("student alone", outcome) + 5,
        outcome.out());
  }

  @Test
  void aStudentLearnsFromWhatATeacherHasLabelled() {
    String experiment = Distribution.experiment("label-new-data/label");
    String labelled = folder.resolve("new-digits.csv").toString();
    String test = folder.resolve("test-digits.csv").toString();

    Distribution.Outcome labels =
        retort.onModulePath("label", experiment, "--set", "output=" + labelled);
    Distribution.Outcome measure =
        retort.onModulePath(
            "label",
            experiment,
            "--set",
            "samples=test",
            "--set",
            "threshold=null",
            "--set",
            "output=" + test);
    Distribution.Outcome learn =
        retort.onModulePath(
            "run",
            Distribution.experiment("label-new-data/learn"),
            "--set",
            "data.file=" + labelled,
            "--set",
            "teacher.file=" + labelled,
            "--set",
            "data.test-file=" + test,
            "--set",
            "teacher.test=" + test,
            "--set",
            "seeds=[1]",
            "--set",
            "output=run");

    assertEquals(0, labels.exitCode(), labels.err());
    assertEquals(0, measure.exitCode(), measure.err());
    assertEquals(0, learn.exitCode(), learn.err());
    // A student that has learnt nothing is right about 10%.
    assertTrue(accuracy("student distilled", learn) > 80, learn.out());
  }

  @Test
  void aStudentTeachesFromItsOnnxFileAsFromItsFolder() throws IOException {
    Files.writeString(
        folder.resolve("first.yaml"),
        """
        name: first
        data: {kind: digits}
        teacher: {kind: none}
        student:
          network:
            - {kind: conv2d, filters: 8, activation: relu}
            - flatten
            - {kind: dense, name: hidden, units: 24, activation: relu}
            - {kind: dense, units: 10}
          training: {epochs: 10, batch: 64, optimizer: {kind: adam, learning-rate: 0.003}}
        strategy: labels
        exporters: [{kind: onnx, inputs: prepared, outputs: logits}]
        seeds: [1]
        """);
    Files.writeString(
        folder.resolve("second.yaml"),
        """
        name: second
        data: {kind: digits}
        split: {labelled: 100}
        teacher:
          kind: onnx
          path: first/student/student.onnx
          features: [network/hidden/function]
        student:
          network:
            - flatten
            - {kind: dense, name: small, units: 24, activation: relu}
            - {kind: dense, units: 10}
          training: {steps: 300, batch: 64, optimizer: {kind: adam, learning-rate: 0.005}}
        strategy:
          kind: feature
          hints: [{student: small, teacher: network/hidden/function}]
          soft-weight: 0.9
        seeds: [1]
        """);
    Files.writeString(
        folder.resolve("label.yaml"),
        """
        data: {kind: digits, unlabelled: 300}
        teacher: {kind: onnx, path: first/student/student.onnx}
        output: onnx.csv
        """);

    List<Distribution.Outcome> outcomes =
        List.of(
            retort.onModulePath("run", "first.yaml", "--set", "output=first"),
            retort.onModulePath("label", "label.yaml"),
            retort.onModulePath(
                "label",
                "label.yaml",
                "--set=output=saved.csv",
                "--set=teacher={kind: saved, folder: first/student}"),
            retort.onModulePath("run", "second.yaml", "--set", "output=second"));

    for (Distribution.Outcome outcome : outcomes) {
      assertEquals(0, outcome.exitCode(), outcome.err());
    }
    requireSameNumbers("saved.csv", "onnx.csv");
    Distribution.Outcome learned = outcomes.get(3);
    assertTrue(
        accuracy("student distilled", learned) > accuracy("student alone", learned) + 2,
        learned.out());
  }

  private void requireSameNumbers(String expected, String actual) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(expected));
    List<String> others = Files.readAllLines(folder.resolve(actual));
    assertEquals(301, lines.size());
    assertEquals(lines.size(), others.size());
    assertEquals(lines.get(0), others.get(0));
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      String[] found = others.get(i).split(",", -1);
      for (int column = 0; column < cells.length; column++) {
        double value = Double.parseDouble(cells[column]);
        assertEquals(value, Double.parseDouble(found[column]), 1e-5 * Math.max(1, Math.abs(value)));
      }
    }
  }

  private static double accuracy(String arm, Distribution.Outcome outcome) {
    return ResultRows.scores(arm, outcome.out()).get(0);
  }
}
