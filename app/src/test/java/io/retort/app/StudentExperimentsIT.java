package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The experiments of kinds of students, optimizers, metrics and transfer, cut short. */
class StudentExperimentsIT {
  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "student-linear, 200",
    "student-cnn, 60",
    "student-lstm, 60",
    "student-gru, 20",
    "conjugate-gradient, 2",
    "lbfgs, 2",
    "gradient-descent, 200",
    "metrics, 20"
  })
  void validatesAndRuns(String experiment, int steps) {
    Distribution.Outcome valid =
        retort.onModulePath("validate", Distribution.experiment(experiment));
    assertEquals(0, valid.exitCode(), valid.err());

    Distribution.Outcome outcome =
        retort.onModulePath(
            "run",
            Distribution.experiment(experiment),
            "--set",
            "student.training.steps=" + steps,
            "--set",
            "teacher.training.epochs=1",
            "--set",
            "seeds=[1]",
            "--set",
            "output=run");

    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.out().contains("student distilled"), outcome.out());
  }

  @Test
  void weightsOfTheSourceRunMoveToTheTarget() throws IOException {
    Distribution.Outcome source =
        retort.onModulePath(
            "run",
            Distribution.experiment("transfer/source"),
            "--set",
            "student.training.steps=20",
            "--set",
            "teacher.training.epochs=1",
            "--set",
            "exporters=[dl4j-zip, {kind: onnx, inputs: prepared}]",
            "--set",
            "output=source");
    assertEquals(0, source.exitCode(), source.err());
    Path student = folder.resolve("source/student");
    String zip = "{kind: dl4j-zip, path: '" + student.resolve("model.zip") + "', input: 1x8x8}";

    Distribution.Outcome folders = target("{kind: retort, path: '" + student + "'}", "folders");
    Distribution.Outcome zips = target(zip, "zips");
    Distribution.Outcome models =
        target("{kind: onnx, path: '" + student.resolve("student.onnx") + "'}", "models");

    assertEquals(0, folders.exitCode(), folders.err());
    assertEquals(0, zips.exitCode(), zips.err());
    assertEquals(0, models.exitCode(), models.err());
    // The same weights, whichever file they come from.
    assertEquals(-1, Files.mismatch(weights("folders"), weights("zips")));
    assertEquals(-1, Files.mismatch(weights("folders"), weights("models")));
  }

  private Distribution.Outcome target(String from, String output) {
    return retort.onModulePath(
        "run",
        Distribution.experiment("transfer/target"),
        "--set",
        "student.start.from=" + from,
        "--set",
        "student.training.epochs=4",
        "--set",
        "teacher.training.epochs=1",
        "--set",
        "seeds=[1]",
        "--set",
        "output=" + output);
  }

  private Path weights(String output) {
    return folder.resolve(output).resolve("student/weights.safetensors");
  }
}
