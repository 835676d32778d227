package io.retort.runtime.experiment.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.runtime.configuration.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path folder;

  @Test
  void aFileThatCannotBeWrittenNamesTheSettingAndLeavesNothing() {
    try (RunFolder run = made()) {
      RetortException refusal =
          assertThrows(
              RetortException.class,
              () ->
                  run.write(
                      "student/weights",
                      file -> {
                        Files.writeString(file, "half");
                        throw new IOException("No space left on device");
                      }));
      assertEquals(
          "The file "
              + run.path().resolve("student/weights")
              + " cannot be written: no space left on device; make it possible to write there, or"
              + " choose another folder with 'output'",
          refusal.getMessage());
      assertFalse(Files.exists(run.path().resolve("student/weights")));
      assertFalse(Files.exists(run.path().resolve("student/weights.part")));
    }
  }

  @Test
  void aFolderThatIsRemovedMeanwhileIsTheReason() throws IOException {
    try (RunFolder run = made()) {
      // The folder itself may be removed and a file written at the same moment.
      RetortException refusal =
          assertThrows(
              RetortException.class,
              () ->
                  run.write(
                      "result.json",
                      file -> {
                        Files.delete(run.path().resolve(RunFolder.LOCK));
                        Files.delete(run.path());
                        Files.writeString(file, "{}");
                      }));
      assertTrue(refusal.getMessage().contains("was removed or replaced"), refusal.getMessage());
      assertThrows(RetortException.class, () -> run.write("result.json", "{}"));
      assertThrows(RetortException.class, () -> run.append("metrics.jsonl", "{}"));
      assertThrows(RetortException.class, run::complete);
    }
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void noLineFollowsOneThatMayBeCutOff() throws IOException {
    try (RunFolder run = made()) {
      // No line can be appended to a folder.
      Path inTheWay = Files.createDirectory(run.path().resolve("metrics.jsonl"));
      assertThrows(RetortException.class, () -> run.append("metrics.jsonl", "{}"));
      Files.delete(inTheWay);
      RetortException refusal =
          assertThrows(RetortException.class, () -> run.append("metrics.jsonl", "{}"));
      assertTrue(refusal.getMessage().contains("cannot be written"), refusal.getMessage());
      assertFalse(Files.exists(inTheWay));
      run.append("candidates.jsonl", "{}");
    }
  }

  @Test
  void aRunThatCannotBeCompletedKeepsAllThatItGoesOnFrom() throws IOException {
    try (RunFolder run = made()) {
      run.write(RunStates.SWEEP, "{}");
      // A folder with a file in it cannot be deleted as a file.
      Path begun = run.path().resolve("checkpoints/run.json");
      Files.createDirectory(begun);
      Path inside = Files.writeString(begun.resolve("file"), "");
      assertThrows(RetortException.class, run::complete);
      assertTrue(Files.exists(run.path().resolve(RunStates.SWEEP)));
      Files.delete(inside);
      run.complete();
      assertFalse(Files.exists(run.path().resolve("checkpoints")));
    }
  }

  private RunFolder made() {
    RunFolder run = RunFolder.of(Optional.of(new Destination(folder.resolve("run"))), "x");
    run.create();
    return run;
  }
}
