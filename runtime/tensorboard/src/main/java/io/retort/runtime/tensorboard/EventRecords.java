package io.retort.runtime.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The frames around the events of a file, by <a
 * href="https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details">TFRecord</a>:
 * the length in 8 bytes, its masked CRC-32C, the event, its masked CRC-32C; numbers begin with
 * their lowest byte.
 */
final class EventRecords {
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int MASK = 0xa282ead8;

  private EventRecords() {}

  /** An event in its frame. */
  static byte[] framed(byte[] event) {
    ByteBuffer record =
        ByteBuffer.allocate(HEADER + event.length + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(event.length);
    record.putInt(masked(record.array(), 0, Long.BYTES));
    record.put(event);
    record.putInt(masked(event, 0, event.length));
    return record.array();
  }

  /** The events of a file up to the first that is cut off or damaged. */
  static List<byte[]> whole(byte[] file) {
    List<byte[]> events = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (rest.remaining() >= HEADER + Integer.BYTES) {
      int start = rest.position();
      long length = rest.getLong();
      if (rest.getInt() != masked(file, start, Long.BYTES)
          || length < 0
          || length > rest.remaining() - Integer.BYTES) {
        break;
      }
      byte[] event = new byte[(int) length];
      rest.get(event);
      if (rest.getInt() != masked(event, 0, event.length)) {
        break;
      }
      events.add(event);
    }
    return events;
  }

  /** A CRC of data that holds CRCs itself is not safe; so it is turned and shifted. */
  private static int masked(byte[] bytes, int start, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
