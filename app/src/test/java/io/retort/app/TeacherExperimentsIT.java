package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The experiments whose teachers are no networks, for one seed. */
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

  private static double accuracy(String arm, Distribution.Outcome outcome) {
    Matcher line = Pattern.compile("(?m)^" + arm + " +([0-9.]+)%").matcher(outcome.out());
    assertTrue(line.find(), outcome.out());
    return Double.parseDouble(line.group(1));
  }
}
