package io.retort.datasets.table.engine;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of packed rows, which is read through maps: the system keeps of it in memory what it has
 * room for. First come blocks of rows, then an index with a checksum of each block, and last where
 * the index begins and its own checksum. All is checked when the file is opened.
 *
 * <p>The garbage collector lets go of the maps.
 */
final class PackedFile implements PackedBlocks {
  /** Another number for every change of the format. */
  static final long MAGIC = 0x31424154544f5452L;

  static final int TRAILER_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

  /** How much is mapped at once. */
  private static final long WINDOW_BYTES = 1L << 30;

  private final FileChannel channel;

  /** The bytes that are mapped, and where in the file they begin. */
  private ByteBuffer window = ByteBuffer.allocate(0);

  private long start;
  private long blocksEnd;

  private PackedFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a file.
   *
   * @return its tables
   * @throws DamagedException if it is not as it was written
   * @throws IOException if it cannot be read
   */
  static List<PackedTable> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new PackedFile(channel).tables();
    } catch (IndexOutOfBoundsException | IllegalArgumentException altered) {
      throw new DamagedException(altered);
    }
  }

  /** A file is not as it was written. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(Throwable cause) {
      super("its checksums do not fit", cause);
    }
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.duplicate());
    return (int) checksum.getValue();
  }

  private List<PackedTable> tables() throws IOException {
    long trailerAt = channel.size() - TRAILER_BYTES;
    ByteBuffer trailer = map(trailerAt, TRAILER_BYTES);
    blocksEnd = trailer.getLong();
    int length = trailer.getInt();
    int checksum = trailer.getInt();
    require(trailer.getLong() == MAGIC && blocksEnd + length == trailerAt);
    ByteBuffer content = map(blocksEnd, length);
    require(checksum(content) == checksum);
    byte[] bytes = new byte[length];
    content.get(bytes);
    DataInputStream index = new DataInputStream(new ByteArrayInputStream(bytes));
    List<PackedTable> tables = new ArrayList<>();
    for (int count = index.readInt(); count > 0; count--) {
      PackedRows rows = PackedRows.read(index, this);
      List<List<String>> words = new ArrayList<>();
      for (int column = 0; column < rows.columns(); column++) {
        words.add(words(index));
      }
      tables.add(new PackedTable(rows, words));
    }
    return tables;
  }

  private static List<String> words(DataInputStream index) throws IOException {
    List<String> words = new ArrayList<>();
    for (int count = index.readInt(); count > 0; count--) {
      words.add(new String(index.readNBytes(index.readInt()), StandardCharsets.UTF_8));
    }
    return words;
  }

  @Override
  public ByteBuffer block(long at, int bytes, int checksum) throws IOException {
    if (at < start || at + bytes > start + window.limit()) {
      start = at;
      window = map(at, Math.max(bytes, Math.min(WINDOW_BYTES, blocksEnd - at)));
    }
    ByteBuffer block = window.slice((int) (at - start), bytes).order(ByteOrder.LITTLE_ENDIAN);
    require(checksum(block) == checksum);
    return block;
  }

  private ByteBuffer map(long from, long bytes) throws IOException {
    require(from >= 0 && bytes >= 0 && from + bytes <= channel.size());
    return channel.map(FileChannel.MapMode.READ_ONLY, from, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void require(boolean asWritten) throws IOException {
    if (!asWritten) {
      throw new DamagedException(null);
    }
  }
}
