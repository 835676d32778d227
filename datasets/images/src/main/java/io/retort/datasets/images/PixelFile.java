package io.retort.datasets.images;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A file of pixels, which is read through maps: the system keeps of it in memory what it has room
 * for. First come the pixels of all samples, then an index (a checksum of each block of samples,
 * and which files they are), and last where the index begins and its own checksum. All is checked
 * when the file is opened.
 */
final class PixelFile implements PixelStore {
  /** Another number for every change of the format, or of what images are decoded to. */
  static final long MAGIC = 0x3147494d54544552L;

  static final int TRAILER_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

  /** How much is mapped at once. */
  private static final int WINDOW_BYTES = 1 << 30;

  private final int width;
  private final int windowSamples;
  private final List<ByteBuffer> windows = new ArrayList<>();

  private PixelFile(int width) {
    this.width = width;
    this.windowSamples = Math.max(1, WINDOW_BYTES / width);
  }

  /** A file is not as it was written. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(Throwable cause) {
      super("its checksums do not fit", cause);
    }
  }

  /** The content of a file. */
  record Content(PixelStore pixels, UsedImages used) {}

  /**
   * Opens a file.
   *
   * @param width how many pixels a sample has
   * @throws DamagedException if it is not as it was written
   * @throws IOException if it cannot be read
   */
  static Content read(Path file, int width) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      PixelFile pixels = new PixelFile(width);
      return new Content(pixels, pixels.read(channel));
    } catch (IndexOutOfBoundsException | IllegalArgumentException altered) {
      throw new DamagedException(altered);
    }
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  private UsedImages read(FileChannel channel) throws IOException {
    long trailerAt = channel.size() - TRAILER_BYTES;
    ByteBuffer trailer = map(channel, trailerAt, TRAILER_BYTES);
    long end = trailer.getLong();
    int length = trailer.getInt();
    int checksum = trailer.getInt();
    require(trailer.getLong() == MAGIC && end >= 0 && end + length == trailerAt);
    ByteBuffer content = map(channel, end, length);
    require(checksum(content.duplicate()) == checksum);
    byte[] bytes = new byte[length];
    content.get(bytes);
    DataInputStream index = new DataInputStream(new ByteArrayInputStream(bytes));
    require(index.readInt() == width);
    int blockSamples = index.readInt();
    int[] places = new int[index.readInt()];
    require((long) places.length * width == end);
    for (int first = 0; first < places.length; first += windowSamples) {
      int samples = Math.min(windowSamples, places.length - first);
      windows.add(map(channel, (long) first * width, samples * width));
    }
    for (int first = 0; first < places.length; first += blockSamples) {
      requireBlock(first, Math.min(places.length, first + blockSamples), index.readInt());
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = index.readInt();
    }
    int skipped = index.readInt();
    String refusal = new String(index.readAllBytes(), StandardCharsets.UTF_8);
    return new UsedImages(places, skipped, Optional.of(refusal).filter(text -> !text.isEmpty()));
  }

  private void requireBlock(int from, int to, int expected) throws IOException {
    CRC32C checksum = new CRC32C();
    for (int sample = from; sample < to; sample++) {
      ByteBuffer window = windows.get(sample / windowSamples);
      checksum.update(window.slice(sample % windowSamples * width, width));
    }
    require((int) checksum.getValue() == expected);
  }

  private static ByteBuffer map(FileChannel channel, long from, int bytes) throws IOException {
    require(from >= 0 && bytes >= 0 && from + bytes <= channel.size());
    return channel.map(FileChannel.MapMode.READ_ONLY, from, bytes);
  }

  private static void require(boolean asWritten) throws IOException {
    if (!asWritten) {
      throw new DamagedException(null);
    }
  }

  @Override
  public void read(int sample, byte[] pixels) {
    windows.get(sample / windowSamples).get(sample % windowSamples * width, pixels);
  }
}
