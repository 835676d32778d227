package io.retort.runtime.experiment.checkpoint;

import io.retort.core.checkpoint.TrainingState;
import io.retort.core.progress.TrainingListener;
import io.retort.testkit.MutatedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of unfinished runs that are damaged, or made to do harm. */
class CheckpointMutationTest {
  @TempDir private Path folder;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("a.checkpoint");
    CheckpointFile.write(
        file,
        new Checkpoint(
            new TrainingState(
                7,
                Map.of("weights", new float[] {1, 2, 3}, "moments", new float[20]),
                Map.of("seconds", new double[] {0.5}),
                Map.of("epoch", "3", "measured", "6")),
            3));
    whole = Files.readAllBytes(file);
  }

  @Test
  void changedCheckpointsAreRefused() {
    MutatedFiles.assertReadOrRefused("a checkpoint", whole, 300, this::read);
  }

  /** Whoever means harm makes the checksum fit. */
  @Test
  void changedCheckpointsWhoseChecksumFitsAreReadOrRefused() {
    byte[] content = Arrays.copyOf(whole, whole.length - Long.BYTES);
    MutatedFiles.assertReadOrRefused(
        "a checkpoint with its checksum", content, 1000, changed -> read(sealed(changed)));
  }

  private static byte[] sealed(byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return ByteBuffer.allocate(content.length + Long.BYTES)
        .put(content)
        .putLong(checksum.getValue())
        .array();
  }

  private void read(byte[] content) throws IOException {
    CheckpointFile.read(Files.write(file, content));
  }

  @Test
  void changedIdentitiesAreReadOrRefused() throws IOException {
    Path identity = folder.resolve(RunIdentity.FILE);
    RunIdentity begun =
        new RunIdentity(
            "2026-01-02T03:04:05Z",
            List.of("a", "b"),
            "c",
            Map.of("retort", "1"),
            Map.of("threads", "2"),
            List.of("threads (2, now 4)"),
            List.of("student.training.clip-norm=1"));
    RunCheckpoints checkpoints =
        new RunCheckpoints(folder, List.of(), new StopRequest("run"), message -> {}, EpochLog.NONE);
    checkpoints.begin(begun);
    MutatedFiles.assertReadOrRefused(
        "a run's identity",
        Files.readAllBytes(identity),
        300,
        changed -> {
          Files.write(identity, changed);
          checkpoints.goOn(begun, TrainingListener.NONE);
        });
  }
}
