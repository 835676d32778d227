package io.retort.backends.cpu.dl4j;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.dl4j.configuration.Dl4jZipFile;
import io.retort.core.RetortException;
import io.retort.core.plugin.UnpackedLimit;
import io.retort.testkit.MutatedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
            "is not a Deeplearning4j model: it is damaged or no such archive",
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

  /** Layers and coefficients fit each other, and some kilobytes hold some megabytes of zeros. */
  @Test
  void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
    Path bomb =
        ModelZip.of(
            folder, ModelZip.network(new DenseLayer.Builder().nIn(1).nOut(1 << 20).build()));
    byte[] coefficients = new byte[9 << 20];
    try (FileSystem zip = FileSystems.newFileSystem(bomb)) {
      byte[] whole = Files.readAllBytes(zip.getPath("coefficients.bin"));
      System.arraycopy(whole, 0, coefficients, 0, 100);
      Files.write(zip.getPath("coefficients.bin"), coefficients);
    }
    assertTrue(Files.size(bomb) < 1 << 16);
    Dl4jZipFile file = new Dl4jZipFile(bomb, Optional.empty(), true);
    String message =
        assertThrows(
                RetortException.class,
                () -> new Dl4jZipImporter(file, new UnpackedLimit(8 << 20)).read())
            .getMessage();
    assertTrue(message.contains("unpacks to more than 8 MiB"), message);
    assertTrue(message.contains("RETORT_UNPACKED_LIMIT"), message);
  }

  /** The central directory may claim any size of an entry. */
  @Test
  void layersThatNeedMoreThanTheFileCanHoldAreRefused() throws IOException {
    Path zip = small();
    try (FileSystem inside = FileSystems.newFileSystem(zip)) {
      Path configuration = inside.getPath("configuration.json");
      String text = Files.readString(configuration);
      Files.writeString(configuration, text.replaceFirst("\"nin\" ?: ?2", "\"nin\" : 300000000"));
      Files.writeString(inside.getPath("updaterState.bin"), "");
    }
    byte[] bytes = Files.readAllBytes(zip);
    ByteBuffer directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int claims = 0;
    for (int i = 0; i < bytes.length - 46; i++) {
      if (directory.getInt(i) == 0x02014b50) {
        directory.putInt(i + 24, Integer.MAX_VALUE);
        claims++;
      }
    }
    assertTrue(claims >= 2, claims + " entries");
    Path lying = Files.write(folder.resolve("lying.zip"), bytes);
    String message = assertThrows(RetortException.class, () -> read(lying)).getMessage();
    assertTrue(message.contains("need 900000003 coefficients"), message);
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
