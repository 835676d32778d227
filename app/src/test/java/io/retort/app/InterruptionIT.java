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

/** What a signal does to a run. */
class InterruptionIT {
  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
  }

  /** A run that has told of an epoch, and has far more of them before it. */
  private Process training() throws IOException {
    Process process =
        retort.start(
            "run",
            Distribution.experiment("digits"),
            "--set",
            "output=run",
            "--set",
            "teacher.training.epochs=1000000");
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
  @CsvSource({"INT, 130", "TERM, 143"})
  void aRunEndsWithItsStateSavedAndSaysHowToGoOn(String name, int code) throws Exception {
    Process process = training();
    signal(process, name);
    assertEquals(code, process.waitFor());

    String err = Files.readString(folder.resolve("err.txt"));
    assertTrue(err.contains("ending as soon as the state is saved"), err);
    assertTrue(err.contains("go on with: retort resume "), err);
    assertFalse(err.contains("defect"), err);
    assertTrue(retort.onModulePath("runs", ".").out().startsWith("unfinished  ./run"));
  }

  @Test
  void aRunThatWasKilledIsResumedAsTheSameRunOrNotAtAll() throws Exception {
    Process process = training();
    signal(process, "KILL");
    process.waitFor();
    Distribution.Outcome resumed =
        retort.onModulePath("resume", "run", "--set", "teacher.training.epochs=2");
    assertEquals(1, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains("teacher.training.epochs=2"), resumed.err());
    assertFalse(Files.exists(folder.resolve("run/result.json")));
  }
}
