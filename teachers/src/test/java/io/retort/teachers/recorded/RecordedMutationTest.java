package io.retort.teachers.recorded;

import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.testkit.MutatedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changed files of recorded outputs, plain and compressed. */
class RecordedMutationTest {
  private static final List<Head> HEADS =
      List.of(
          new Head("pet", new Task.SingleLabel(List.of("cat", "dog"))),
          new Head("weight", new Task.Regression(List.of("kg"))));
  private static final String TABLE =
      """
      sample,probability:pet:cat,probability:pet:dog,value:weight:kg
      0,0.9,0.1,4.5
      2,0.25,0.75,30
      1,0.5,0.5,-1e3
      """;

  private static final String LINES =
      """
      {"sample": 0, "probability": {"pet": {"cat": 0.9, "dog": 0.1}}, "value": {"weight": {"kg": 4.5}}}
      {"sample": 2, "probability": {"pet": {"cat": 0.25, "dog": 0.75}}, "value": {"weight": {"kg": 30}}}
      {"sample": 1, "probability": {"pet": {"cat": 0.5, "dog": 0.5}}, "value": {"weight": {"kg": -1e3}}}
      """;

  @TempDir private Path folder;

  @Test
  void changedFilesAreReadOrRefused() throws IOException {
    byte[] table = TABLE.getBytes(StandardCharsets.UTF_8);
    MutatedFiles.assertReadOrRefused("recorded outputs", table, 400, this::read);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(table);
    }
    MutatedFiles.assertReadOrRefused(
        "recorded outputs in gzip", packed.toByteArray(), 400, this::read);
  }

  @Test
  void changedJsonLinesAreReadOrRefused() throws IOException {
    MutatedFiles.assertReadOrRefused(
        "recorded outputs in JSON",
        LINES.getBytes(StandardCharsets.UTF_8),
        400,
        content ->
            RecordedRows.read(
                Files.write(folder.resolve("outputs.jsonl"), content), HEADS, Optional.empty()));
  }

  private void read(byte[] content) throws IOException {
    RecordedRows.read(Files.write(folder.resolve("outputs.csv"), content), HEADS, Optional.empty());
  }
}
