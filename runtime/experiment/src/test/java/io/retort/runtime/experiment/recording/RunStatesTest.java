package io.retort.runtime.experiment.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.runtime.common.files.OutputLock;
import io.retort.runtime.experiment.result.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStatesTest {
  @TempDir private Path folder;

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private List<String> states() {
    return RunStates.below(folder).stream()
        .map(state -> state.kind() + " " + state.work() + " " + folder.relativize(state.folder()))
        .toList();
  }

  @Test
  void runsSweepsAndLabellingsAreToldApart() throws IOException {
    write("a/run/result.json", "{}");
    write("b/sweep/checkpoints/run.json", "{}");
    write("b/sweep/checkpoints/sweep.json", "{}");
    write("b/sweep/run.lock", "");
    write("b/swept/result.json", "{}");
    write("b/swept/candidates.jsonl", "");
    write("b/swept/checkpoints/sweep.json", "{}");
    write("b/swept/run.lock", "");
    write("c/sweep/result.json", "{}");
    write("c/sweep/candidates.jsonl", "");
    write("d/whole.csv", "");
    write("d/whole.csv.json", "{\"left-out\": 3}");
    write("d/begun.csv.part", "");
    write("d/begun.csv.lock", "");
    write("d/running.csv.part", "");
    OutputLock lock =
        OutputLock.acquire(folder.resolve("d/running.csv.lock"), folder.resolve("d/running.csv"));
    try {
      assertEquals(
          List.of(
              "COMPLETE RUN a/run",
              "INTERRUPTED SWEEP b/sweep",
              "COMPLETE SWEEP b/swept",
              "COMPLETE SWEEP c/sweep",
              "INTERRUPTED LABELLING d/begun.csv",
              "RUNNING LABELLING d/running.csv",
              "COMPLETE LABELLING d/whole.csv"),
          states());
      assertEquals(
          Long.toString(ProcessHandle.current().pid()),
          RunStates.below(folder).get(5).process().orElseThrow());
    } finally {
      lock.close();
    }
  }

  @Test
  void otherFilesAreNoStates() throws IOException {
    write("a/data.csv", "");
    write("a/data.csv.json", "[1]");
    write("a/other.lock", "");
    write("a/run.lock", "");
    assertEquals(List.of(), states());
    assertEquals(RunState.Kind.NONE, RunStates.of(folder.resolve("a")).kind());
  }
}
