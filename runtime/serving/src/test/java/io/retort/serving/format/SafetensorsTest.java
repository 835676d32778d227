package io.retort.serving.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    arrays.put("a.weight", new Weights.Array(Shape.of(2, 3), new float[] {1, 2, 3, 4, 5, -0.5f}));
    arrays.put("a.bias", new Weights.Array(Shape.of(2), new float[] {Float.MIN_VALUE, -7}));
    Weights weights = new Weights(arrays);

    Weights read = Safetensors.read(file(Safetensors.encode(weights)));

    assertEquals(weights.fingerprint(), read.fingerprint());
    assertEquals(weights.arrays().keySet(), read.arrays().keySet());
  }

  @Test
  void aFileMadeByHandIsRead() throws IOException {
    String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}";
    Weights read = Safetensors.read(file(bytes(header, 9, 1.5f, -2)));

    assertEquals(Shape.of(2), read.arrays().get("x").shape());
    assertArrayEquals(new float[] {1.5f, -2}, read.arrays().get("x").values());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[999999,999999],\"data_offsets\":[0,8]}}",
        "{\"x\":7}",
        "{\"x\""
      })
  void aHeaderThatCannotBeTrueIsRefusedWithTheFile(String header) throws IOException {
    Path file = file(bytes(header, 1, 2, 3));

    RetortException refusal = assertThrows(RetortException.class, () -> Safetensors.read(file));

    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
  }

  @Test
  void aHeaderLongerThanTheFileIsRefused() throws IOException {
    byte[] bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40).array();

    RetortException refusal =
        assertThrows(RetortException.class, () -> Safetensors.read(file(bytes)));

    assertTrue(refusal.getMessage().contains("length"), refusal.getMessage());
  }

  @Test
  void valuesThatAreNotFiniteAreRefusedWithTheArray() throws IOException {
    String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    Path file = file(bytes(header, Float.NaN));

    RetortException refusal = assertThrows(RetortException.class, () -> Safetensors.read(file));

    assertTrue(refusal.getMessage().contains("'x'"), refusal.getMessage());
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("weights.safetensors"), content);
  }

  private static byte[] bytes(String header, float... values) {
    byte[] text = header.getBytes(UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(Long.BYTES + text.length + values.length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }
}
