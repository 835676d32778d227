package io.retort.serving.format;

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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights in the safetensors format: 8 bytes with the length of the header (little-endian), the
 * header as JSON with type, shape and place of every array, then the values (32-bit,
 * little-endian). Plain data: nothing in such a file can be executed. Many tools read it.
 */
final class Safetensors {
  private static final int LARGEST_HEADER = 16 << 20;

  private Safetensors() {}

  static byte[] encode(Weights weights) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "retort"));
    int bytes = 0;
    for (Map.Entry<String, Weights.Array> entry : weights.arrays().entrySet()) {
      Weights.Array array = entry.getValue();
      int end = Math.addExact(bytes, Math.multiplyExact(array.values().length, Float.BYTES));
      Map<String, Object> place = new LinkedHashMap<>();
      place.put("dtype", "F32");
      place.put("shape", array.shape().toArray());
      place.put("data_offsets", new int[] {bytes, end});
      header.put(entry.getKey(), place);
      bytes = end;
    }
    byte[] text = padded(PlainJson.line(header)).getBytes(StandardCharsets.UTF_8);
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
    Map<?, ?> header =
        header(Arrays.copyOfRange(bytes, Long.BYTES, Long.BYTES + (int) length), file);
    ByteBuffer values =
        buffer
            .slice(Long.BYTES + (int) length, bytes.length - Long.BYTES - (int) length)
            .order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    header.forEach(
        (name, place) -> {
          if (!name.equals("__metadata__")) {
            arrays.put((String) name, array((String) name, place, values, file));
          }
        });
    return new Weights(arrays);
  }

  private static Map<?, ?> header(byte[] bytes, Path file) {
    try {
      if (PlainJson.read(bytes) instanceof Map<?, ?> header) {
        return header;
      }
    } catch (IllegalArgumentException | StackOverflowError noJson) {
      throw corrupt(file, "its header is not JSON: " + Reason.of(noJson));
    }
    throw corrupt(file, "its header is not a mapping");
  }

  private static Weights.Array array(String name, Object place, ByteBuffer values, Path file) {
    Map<?, ?> entry = place instanceof Map<?, ?> keys ? keys : Map.of();
    long[] offsets = numbers(entry.get("data_offsets"));
    if (!"F32".equals(entry.get("dtype"))) {
      throw corrupt(
          file, "the array '" + name + "' is of type " + entry.get("dtype") + " instead of F32");
    } else if (offsets.length != 2) {
      throw corrupt(file, "the array '" + name + "' has no two data_offsets");
    }
    Shape shape;
    try {
      shape =
          Shape.of(Arrays.stream(numbers(entry.get("shape"))).mapToInt(Math::toIntExact).toArray());
    } catch (IllegalArgumentException | ArithmeticException impossible) {
      throw corrupt(file, "the array '" + name + "': " + impossible.getMessage());
    }
    long start = offsets[0];
    long end = offsets[1];
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

  /** Whole numbers; −1 for what is none. */
  private static long[] numbers(Object list) {
    return list instanceof List<?> items
        ? items.stream()
            .mapToLong(
                item ->
                    item instanceof Integer || item instanceof Long
                        ? ((Number) item).longValue()
                        : -1)
            .toArray()
        : new long[0];
  }

  private static RetortException corrupt(Path file, String why) {
    return new RetortException(
        ErrorKind.DATA,
        "The weights " + file + " are damaged: " + why + ". Restore the file or train again");
  }
}
