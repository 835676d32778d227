package io.retort.importers;

import io.retort.importers.onnx.OnnxImporter;
import io.retort.testkit.MutatedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changed files are read or refused. */
class OnnxImporterMutationTest {
  @TempDir private Path folder;

  @Test
  void changedModelsAreReadOrRefused() throws IOException {
    MutatedFiles.assertReadOrRefused("ONNX models", OnnxModels.small().bytes(), 400, this::read);
    MutatedFiles.assertReadOrRefused(
        "ONNX models of texts", OnnxTextsTest.model(), 400, this::read);
    MutatedFiles.assertReadOrRefused(
        "ONNX models of images", OnnxImporterTest.image().bytes(), 400, this::read);
  }

  private void read(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), content);
    new OnnxImporter(new OnnxFile(file, Optional.empty(), true)).read();
  }
}
