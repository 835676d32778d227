package io.retort.backends.cpu.dl4j;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.Dl4jZipFile;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

/** Zips of models that are damaged, or made to do harm. */
class Dl4jZipDamageTest {
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
  @Test
  void mutatedModelsAreReadOrRefusedByName() throws IOException {
    Path whole =
        ModelZip.of(
            folder,
            ModelZip.network(
                new DenseLayer.Builder().nIn(2).nOut(3).activation(Activation.RELU).build()));
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      Path file = Files.copy(whole, folder.resolve("mutated" + i + ".zip"));
      String entry = i % 2 == 0 ? "coefficients.bin" : "configuration.json";
      try (FileSystem zip = FileSystems.newFileSystem(file)) {
        byte[] bytes = Files.readAllBytes(zip.getPath(entry));
        Files.write(zip.getPath(entry), mutated(bytes, random));
      }
      try {
        new Dl4jZipImporter(new Dl4jZipFile(file, Optional.empty(), true)).read();
      } catch (RetortException refusal) {
        refused++;
        assertTrue(refusal.getMessage().contains(file.toString()), refusal::getMessage);
        assertFalse(refusal.getMessage().contains("Exception"), refusal::getMessage);
      }
    }
    assertTrue(refused > 100, "only " + refused + " were refused");
  }

  private static byte[] mutated(byte[] bytes, SplittableRandom random) {
    byte[] other =
        Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
    for (int change = random.nextInt(1, 4); change > 0 && other.length > 0; change--) {
      int place = random.nextInt(other.length);
      if (random.nextBoolean()) {
        other[place] = (byte) random.nextInt(256);
      } else {
        // Lengths are numbers of eight bytes: large and negative ones.
        byte fill = (byte) (random.nextBoolean() ? 0xff : 0x7f);
        Arrays.fill(other, place, Math.min(other.length, place + 8), fill);
      }
    }
    return other;
  }
}
