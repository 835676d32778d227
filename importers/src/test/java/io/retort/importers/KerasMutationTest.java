package io.retort.importers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.retort.core.RetortException;
import io.retort.importers.keras.KerasImporter;
import io.retort.testkit.MutatedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of Keras that are damaged, or made to do harm. */
class KerasMutationTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"images.h5", "keras2.h5", "sequences.h5"})
  void changedModelsAreReadOrRefused(String name) throws IOException {
    MutatedFiles.assertReadOrRefused("Keras's " + name, whole(name), 100, this::read);
  }

  private static byte[] whole(String name) throws IOException {
    try (InputStream packed =
        new GZIPInputStream(KerasMutationTest.class.getResourceAsStream(name + ".gz"))) {
      return packed.readAllBytes();
    }
  }

  /** Small enough for changes to meet what the file is made of, and not numbers alone. */
  @Test
  void changedSmallModelsAreReadOrRefused() throws IOException {
    byte[] small = Files.readAllBytes(dense(new float[2][1]));
    MutatedFiles.assertReadOrRefused("Keras's dense layer", small, 300, this::read);
  }

  @Test
  void aSizeThatTheFileCannotHoldIsRefusedBeforeItIsAllocated() throws IOException {
    byte[] bytes = whole("keras2.h5");
    // The extents of the kernel of the first layer lie in the file as numbers of 64 bits.
    int place = find(bytes, extents(3, 3, 2, 3));
    System.arraycopy(extents(1 << 30), 0, bytes, place, 8);
    String message = assertThrows(RetortException.class, () -> read(bytes)).getMessage();
    assertTrue(message.contains("claims 77309411328 bytes, more than the file"), message);
  }

  private void read(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("model.h5"), content);
    try {
      new KerasImporter(new KerasFile(file, Optional.empty(), true)).read();
    } catch (RetortException refusal) {
      assertTrue(refusal.getMessage().contains(file.toString()), refusal::getMessage);
      throw refusal;
    }
  }

  private Path dense(float[][] kernel) {
    Path path = folder.resolve("dense.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute(
          "model_config",
          "{\"class_name\": \"Sequential\", \"config\": {\"build_input_shape\": [null, 2],"
              + " \"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\","
              + " \"units\": 1, \"activation\": \"relu\"}}]}}");
      var group = file.putGroup("model_weights").putGroup("d");
      group.putDataset("kernel", kernel);
      group.putDataset("bias", new float[1]);
    }
    return path;
  }

  private static byte[] extents(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return bytes.array();
  }

  private static int find(byte[] all, byte[] wanted) {
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int place = text.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
    assertFalse(place < 0, "the extents are not in the file");
    return place;
  }
}
