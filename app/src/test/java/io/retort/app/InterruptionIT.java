package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a signal does to a run or a sweep. */
class InterruptionIT {
  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
  }

  /** A run whose teacher is trained for far longer than the test takes. */
  private Process run() throws IOException {
    return training(
        "run",
        Distribution.experiment("digits"),
        "--set",
        "output=run",
        "--set",
        "teacher.training.epochs=1000000");
  }

  /** A sweep that is. */
  private Process sweep() throws IOException {
    Files.writeString(
        folder.resolve("sweep.yaml"),
        "name: digits\nexperiment: "
            + Distribution.experiment("digits")
            + "\nset: {teacher.training.epochs: 1000000}\nvary: {strategy.temperature: [1, 2]}\n");
    return training("sweep", "sweep.yaml", "--set", "output=sweep");
  }

  /** A command that has told of an epoch. */
  private Process training(String... command) throws IOException {
    Process process = retort.start(command);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); !line.contains("step"); line = out.readLine()) {
      assertTrue(process.isAlive(), line);
    }
    return process;
  }

  private void signal(Process process, String name) throws Exception {
    assertEquals(
        0, new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor());
  }

  @ParameterizedTest
  @CsvSource({"run, INT, 130", "sweep, TERM, 143"})
  void aTrainingEndsWithItsStateSavedAndSaysHowToGoOn(String work, String name, int code)
      throws Exception {
    Process process = work.equals("run") ? run() : sweep();
    signal(process, name);
    assertEquals(code, process.waitFor());

    String err = Files.readString(folder.resolve("err.txt"));
    assertTrue(err.contains("ending as soon as the state is saved"), err);
    assertTrue(err.contains("go on with: retort resume "), err);
    assertFalse(err.contains("defect"), err);
    String state = retort.onModulePath("runs", ".").out();
    assertTrue(state.matches("interrupted  " + work + " +\\./" + work + "\\R"), state);
    Distribution.Outcome changed = retort.onModulePath("resume", work, "--set", "seeds=[7]");
    assertEquals(1, changed.exitCode(), changed.err());
    assertTrue(changed.err().contains("--set seeds=[7]: a " + work), changed.err());
  }

  @Test
  void aRunThatWasKilledIsResumedAsTheSameRunOrNotAtAll() throws Exception {
    Process process = run();
    signal(process, "KILL");
    process.waitFor();
    Distribution.Outcome resumed =
        retort.onModulePath("resume", "run", "--set", "teacher.training.epochs=2");
    assertEquals(1, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains("teacher.training.epochs=2"), resumed.err());
    assertFalse(Files.exists(folder.resolve("run/result.json")));
  }
}
