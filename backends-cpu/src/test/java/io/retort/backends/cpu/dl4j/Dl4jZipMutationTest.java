package io.retort.backends.cpu.dl4j;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.Dl4jZipFile;
import io.retort.core.RetortException;
import io.retort.testkit.MutatedFiles;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;

/** Zips of models that are damaged, or made to do harm. */
class Dl4jZipMutationTest {
  @TempDir private Path folder;

  @Test
  void damagedFilesAreRefusedByName() throws IOException {
    Path noZip = Files.writeString(folder.resolve("no.zip"), "nothing of the kind");
    Path whole =
        ModelZip.of(folder, ModelZip.network(new DenseLayer.Builder().nIn(2).nOut(3).build()));
    Path noCoefficients = Files.copy(whole, folder.resolve("half.zip"));
    Path others = Files.copy(whole, folder.resolve("mixed.zip"));
    Path larger =
        ModelZip.of(folder, ModelZip.network(new DenseLayer.Builder().nIn(4).nOut(3).build()));
    try (FileSystem zip = FileSystems.newFileSystem(noCoefficients)) {
      Files.delete(zip.getPath("coefficients.bin"));
    }
    try (FileSystem from = FileSystems.newFileSystem(larger);
        FileSystem to = FileSystems.newFileSystem(others)) {
      Files.delete(to.getPath("coefficients.bin"));
      Files.copy(from.getPath("coefficients.bin"), to.getPath("coefficients.bin"));
    }
    Map<Path, String> clauses =
        Map.of(
            folder.resolve("missing.zip"),
            "There is no file",
            noZip,
            "is no Deeplearning4j model: it is damaged or no such archive",
            noCoefficients,
            "there is no entry coefficients.bin",
            others,
            "need 9 coefficients, but the file holds 15");
    clauses.forEach(
        (file, clause) -> {
          RetortException refusal =
              assertThrows(
                  RetortException.class,
                  () -> new Dl4jZipImporter(new Dl4jZipFile(file, Optional.empty(), true)).read());
          assertTrue(refusal.getMessage().contains(clause), refusal::getMessage);
          assertTrue(refusal.getMessage().contains(file.toString()), refusal::getMessage);
        });
  }

  /** Whatever the bytes are: a network or a sentence, and never the end of the process. */
  @ParameterizedTest
  @ValueSource(strings = {"coefficients.bin", "configuration.json"})
  void changedEntriesAreReadOrRefused(String entry) throws IOException {
    Path whole = small();
    byte[] content;
    try (FileSystem zip = FileSystems.newFileSystem(whole)) {
      content = Files.readAllBytes(zip.getPath(entry));
    }
    MutatedFiles.assertReadOrRefused(
        "Deeplearning4j's " + entry,
        content,
        200,
        changed -> {
          try (FileSystem zip = FileSystems.newFileSystem(whole)) {
            Files.write(zip.getPath(entry), changed);
          }
          read(whole);
        });
  }

  @Test
  void changedZipsAreReadOrRefused() throws IOException {
    byte[] whole = Files.readAllBytes(small());
    MutatedFiles.assertReadOrRefused(
        "Deeplearning4j's zip",
        whole,
        200,
        changed -> read(Files.write(folder.resolve("changed.zip"), changed)));
  }

  private Path small() throws IOException {
    return ModelZip.of(
        folder,
        ModelZip.network(
            new DenseLayer.Builder().nIn(2).nOut(3).activation(Activation.RELU).build()));
  }

  private static void read(Path file) {
    try {
      new Dl4jZipImporter(new Dl4jZipFile(file, Optional.empty(), true)).read();
    } catch (RetortException refusal) {
      assertTrue(refusal.getMessage().contains(file.toString()), refusal::getMessage);
      throw refusal;
    }
  }
}
