package io.retort.runtime.serving.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights in the safetensors format: 8 bytes with the length of the header (little-endian), the
 * header as JSON with type, shape and place of every array, then the values (32-bit,
 * little-endian). Plain data: nothing in such a file can be executed. Many tools read it.
 */
final class Safetensors {
  private static final int LARGEST_HEADER = 16 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Safetensors() {}

  static byte[] encode(Weights weights) {
    ObjectNode header = JSON.createObjectNode();
    header.putObject("__metadata__").put("format", "retort");
    int bytes = 0;
    for (Map.Entry<String, Weights.Array> entry : weights.arrays().entrySet()) {
      ObjectNode array = header.putObject(entry.getKey());
      array.put("dtype", "F32");
      ArrayNode shape = array.putArray("shape");
      for (int extent : entry.getValue().shape().toArray()) {
        shape.add(extent);
      }
      int end =
          Math.addExact(bytes, Math.multiplyExact(entry.getValue().values().length, Float.BYTES));
      array.putArray("data_offsets").add(bytes).add(end);
      bytes = end;
    }
    byte[] text = padded(header.toString()).getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(Long.BYTES + text.length, bytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text);
    for (Weights.Array array : weights.arrays().values()) {
      file.asFloatBuffer().put(array.values());
      file.position(file.position() + array.values().length * Float.BYTES);
    }
    return file.array();
  }

  /** Blanks after the header let the values start at a multiple of 8 bytes, as the format asks. */
  private static String padded(String header) {
    int length = header.getBytes(StandardCharsets.UTF_8).length;
    return header + " ".repeat((8 - length % 8) % 8);
  }

  static Weights read(Path file) {
    try {
      return decode(Files.readAllBytes(file), file);
    } catch (IOException | OutOfMemoryError unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The weights " + file + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  private static Weights decode(byte[] bytes, Path file) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.length < Long.BYTES ? -1 : buffer.getLong();
    if (length < 2 || length > LARGEST_HEADER || length > buffer.remaining()) {
      throw corrupt(file, "its header has the impossible length " + length);
    }
    JsonNode header;
    try {
      header = JSON.readTree(new String(bytes, Long.BYTES, (int) length, StandardCharsets.UTF_8));
    } catch (JsonProcessingException noJson) {
      throw corrupt(file, "its header is no JSON: " + noJson.getOriginalMessage());
    }
    ByteBuffer values =
        buffer
            .slice(Long.BYTES + (int) length, bytes.length - Long.BYTES - (int) length)
            .order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        arrays.put(entry.getKey(), array(entry.getKey(), entry.getValue(), values, file));
      }
    }
    return new Weights(arrays);
  }

  private static Weights.Array array(String name, JsonNode entry, ByteBuffer values, Path file) {
    JsonNode offsets = entry.path("data_offsets");
    JsonNode extents = entry.path("shape");
    long start = offsets.path(0).asLong(-1);
    long end = offsets.path(1).asLong(-1);
    if (!entry.path("dtype").asText().equals("F32")) {
      throw corrupt(
          file, "the array '" + name + "' is of type " + entry.path("dtype") + " instead of F32");
    }
    Shape shape;
    try {
      int[] axes = new int[extents.size()];
      for (int i = 0; i < axes.length; i++) {
        axes[i] = extents.get(i).asInt(-1);
      }
      shape = Shape.of(axes);
    } catch (IllegalArgumentException impossible) {
      throw corrupt(file, "the array '" + name + "': " + impossible.getMessage());
    }
    long needed = (long) shape.elements() * Float.BYTES;
    if (start < 0 || end - start != needed || end > values.capacity()) {
      throw corrupt(
          file,
          "the array '"
              + name
              + "' of shape "
              + shape
              + " lies at "
              + start
              + " to "
              + end
              + " of "
              + values.capacity()
              + " bytes");
    }
    float[] content = new float[shape.elements()];
    values
        .slice((int) start, (int) needed)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(content);
    for (float value : content) {
      if (!Float.isFinite(value)) {
        throw corrupt(file, "the array '" + name + "' holds the value " + value);
      }
    }
    return new Weights.Array(shape, content);
  }

  private static RetortException corrupt(Path file, String why) {
    return new RetortException(
        ErrorKind.DATA,
        "The weights " + file + " are damaged: " + why + ". Restore the file or train again");
  }
}
