package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Reads event files by the formats of TFRecord and Protocol Buffers, without their libraries. */
final class EventFileReader {

  private EventFileReader() {}

  /** The numbers in the event files of a folder: by tag, a step and a number for each event. */
  static Map<String, Map<Long, Double>> numbers(Path folder) throws IOException {
    Map<String, Map<Long, Double>> numbers = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        List<Map<Integer, List<Object>>> events = events(Files.readAllBytes(file));
        assertEquals("brain.Event:2", text(events.get(0).get(3).get(0)), file::toString);
        for (Map<Integer, List<Object>> event : events.subList(1, events.size())) {
          long step = event.containsKey(2) ? (Long) event.get(2).get(0) : 0;
          for (Object value : fields((byte[]) event.get(5).get(0)).get(1)) {
            Map<Integer, List<Object>> parts = fields((byte[]) value);
            if (parts.containsKey(2)) {
              Double before =
                  numbers
                      .computeIfAbsent(text(parts.get(1).get(0)), tag -> new LinkedHashMap<>())
                      .put(step, (double) (Float) parts.get(2).get(0));
              assertEquals(null, before, () -> file + " has step " + step + " twice");
            }
          }
        }
      }
    }
    return numbers;
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  private static List<Map<Integer, List<Object>>> events(byte[] file) {
    List<Map<Integer, List<Object>>> events = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertEquals(masked(length), Integer.toUnsignedLong(in.getInt()));
      byte[] event =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(event);
      assertEquals(masked(event), Integer.toUnsignedLong(in.getInt()));
      events.add(fields(event));
    }
    return events;
  }

  /** As TensorFlow's crc32c.h says it. */
  private static long masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    long value = crc.getValue();
    return ((value >> 15 | (value << 17 & 0xFFFFFFFFL)) + 0xA282EAD8L) & 0xFFFFFFFFL;
  }

  /** The fields of a message by number: a long, a double, bytes or a float each. */
  private static Map<Integer, List<Object>> fields(byte[] message) {
    Map<Integer, List<Object>> fields = new HashMap<>();
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long tag = varint(in);
      Object value;
      switch ((int) (tag & 7)) {
        case 0 -> value = varint(in);
        case 1 -> value = in.getDouble();
        case 2 -> {
          byte[] bytes = new byte[(int) varint(in)];
          in.get(bytes);
          value = bytes;
        }
        case 5 -> value = in.getFloat();
        default -> throw new IllegalArgumentException("wire type " + (tag & 7));
      }
      fields.computeIfAbsent((int) (tag >> 3), none -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
