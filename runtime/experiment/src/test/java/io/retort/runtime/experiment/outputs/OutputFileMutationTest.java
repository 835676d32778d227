package io.retort.runtime.experiment.outputs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.MutatedFiles;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a teacher's outputs that are damaged: what is given back is what was kept. */
class OutputFileMutationTest {
  private static final int SAMPLES = 20;

  @TempDir private Path all;

  private StoredRows open(Path folder) {
    OutputDescription.Key key =
        new OutputDescription.Key(
            "teacher", "data", SAMPLES, "class", TargetKind.LOGITS, "1", "float32");
    return new StoredRows(
        folder,
        new OutputDescription("tiny", "2026", key),
        new Float32Format(TargetKind.LOGITS, 1),
        1);
  }

  @Test
  void changedFilesGiveNoOtherRows() throws Exception {
    try (StoredRows rows = open(all.resolve("kept"));
        Tensor values = Tensor.allocate(Shape.of(SAMPLES, 1))) {
      int[] samples = new int[SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        samples[i] = i;
        values.set(i, 3 * i);
      }
      rows.put(samples, values);
    }
    Path file = StoredRows.outputFiles(all.resolve("kept")).get(0);
    MutatedFiles.assertReadOrRefused(
        "outputs of a teacher",
        Files.readAllBytes(file),
        500,
        changed -> {
          Files.write(file, changed);
          StoredOutputs.in(all, true);
          requireRows();
        });
  }

  private void requireRows() {
    int found = 0;
    try (StoredRows rows = open(all.resolve("kept"))) {
      for (int i = 0; i < SAMPLES; i++) {
        if (rows.contains(i)) {
          found++;
          float[] row = new float[1];
          rows.get(i, FloatBuffer.wrap(row), 0);
          assertArrayEquals(new float[] {3 * i}, row);
        }
      }
    }
    assertTrue(found == 0 || found == SAMPLES, found + " rows of a block");
    if (found == 0) {
      throw new RetortException(ErrorKind.DATA, "The block is asked for again");
    }
  }
}
