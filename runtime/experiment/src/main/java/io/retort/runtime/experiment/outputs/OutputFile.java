package io.retort.runtime.experiment.outputs;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.configuration.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of rows that one process appends to and any number read: a header with an {@link
 * OutputDescription}, then blocks of one size, each with a checksum, its samples and their rows. A
 * block that was cut off or altered is told by its checksum, and no other one suffers. All numbers
 * are little-endian.
 *
 * <p>Blocks are read through maps of the file, which the garbage collector lets go of.
 */
final class OutputFile implements AutoCloseable {
  static final String ENDING = ".outputs";

  private static final long MAGIC = 0x315354554f545452L;
  private static final int HEADER_BYTES = 1 << 13;
  private static final long WINDOW_BYTES = 1 << 28;

  private final Path file;
  private final FileChannel channel;
  private final OutputDescription description;
  private final BlockLayout layout;
  private final List<ByteBuffer> windows = new ArrayList<>();

  private OutputFile(
      Path file, FileChannel channel, OutputDescription description, BlockLayout layout) {
    this.file = file;
    this.channel = channel;
    this.description = description;
    this.layout = layout;
  }

  /** Makes a file without rows. */
  static OutputFile create(Path file, OutputDescription description, BlockLayout layout) {
    byte[] text = Json.pretty(description).getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(MAGIC).putInt(layout.rowBytes()).putInt(text.length).put(text);
    header.putLong(HEADER_BYTES - Long.BYTES, checksum(header.slice(0, HEADER_BYTES - Long.BYTES)));
    Path unnamed = file.resolveSibling(file.getFileName() + ".part");
    try {
      FileChannel channel =
          FileChannel.open(
              unnamed,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        write(channel, header.clear(), 0);
        Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE);
        return new OutputFile(file, channel, description, layout);
      } catch (IOException failure) {
        channel.close();
        Files.deleteIfExists(unnamed);
        throw failure;
      }
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
  }

  /**
   * Opens a file for reading.
   *
   * @throws RetortException if it cannot be read, or has another beginning
   */
  static OutputFile open(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        read(channel, header, 0);
        ByteBuffer content = header.slice(0, HEADER_BYTES - Long.BYTES);
        content.order(ByteOrder.LITTLE_ENDIAN);
        boolean whole =
            !header.hasRemaining()
                && content.getLong(0) == MAGIC
                && header.getLong(HEADER_BYTES - Long.BYTES) == checksum(content);
        if (!whole) {
          throw new RetortException(
              ErrorKind.DATA, "The file " + file + " is damaged: its header does not fit");
        }
        byte[] text = new byte[content.getInt(Long.BYTES + Integer.BYTES)];
        content.get(Long.BYTES + 2 * Integer.BYTES, text);
        return new OutputFile(
            file,
            channel,
            Json.read(new String(text, StandardCharsets.UTF_8), OutputDescription.class),
            new BlockLayout(content.getInt(Long.BYTES)));
      } catch (IOException | RuntimeException failure) {
        channel.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  Path path() {
    return file;
  }

  OutputDescription description() {
    return description;
  }

  BlockLayout layout() {
    return layout;
  }

  /** The number of blocks that are there in full length. */
  int blocks() {
    return Math.toIntExact(content() / layout.blockBytes());
  }

  /** Whether the last block was cut off. */
  boolean torn() {
    return content() % layout.blockBytes() != 0;
  }

  private long content() {
    try {
      return channel.size() - HEADER_BYTES;
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  /** A view of a block, which need not be intact. */
  ByteBuffer block(int block) {
    int perWindow = (int) Math.max(WINDOW_BYTES / layout.blockBytes(), 1);
    int window = block / perWindow;
    while (windows.size() <= window) {
      windows.add(ByteBuffer.allocate(0));
    }
    int offset = block % perWindow * layout.blockBytes();
    if (windows.get(window).capacity() < offset + layout.blockBytes()) {
      int mapped = Math.min(blocks() - window * perWindow, perWindow);
      try {
        windows.set(
            window,
            channel.map(
                FileChannel.MapMode.READ_ONLY,
                position(window * perWindow),
                (long) mapped * layout.blockBytes()));
      } catch (IOException failure) {
        throw new RetortException(
            ErrorKind.ENVIRONMENT,
            "The file " + file + " cannot be mapped into memory: " + Reason.of(failure),
            failure);
      }
    }
    return windows.get(window).slice(offset, layout.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The samples that a block says it has rows of; not to be believed before it is checked. */
  int[] samples(int block) {
    ByteBuffer head = ByteBuffer.allocate(layout.start(0)).order(ByteOrder.LITTLE_ENDIAN);
    try {
      read(channel, head, position(block));
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
    int count = layout.count(head);
    int[] samples = new int[count >= 0 && count <= layout.rows() ? count : 0];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = layout.sample(head, i);
    }
    return samples;
  }

  /** Whether a block is as it was written. */
  boolean intact(int block) {
    ByteBuffer bytes = block(block);
    return bytes.getLong(0) == checksum(bytes.slice(Long.BYTES, bytes.capacity() - Long.BYTES));
  }

  private long position(int block) {
    return HEADER_BYTES + (long) block * layout.blockBytes();
  }

  /**
   * Appends a block.
   *
   * @param content a block of the layout, but for its checksum
   * @return its number
   */
  int append(ByteBuffer content) {
    content.clear();
    content.putLong(0, checksum(content.slice(Long.BYTES, content.capacity() - Long.BYTES)));
    int block = blocks();
    try {
      write(channel, content, position(block));
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
    return block;
  }

  private static RetortException unreadable(Path file, IOException failure) {
    return new RetortException(
        ErrorKind.DATA, "The file " + file + " cannot be read: " + Reason.of(failure), failure);
  }

  private static RetortException unwritable(Path file, IOException failure) {
    return AtomicFiles.unwritable(
        file,
        failure,
        "make room or make it possible to write there, or choose another folder with"
            + " teacher-outputs.folder; what was kept until then is found again");
  }

  private static void write(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    for (long at = position; bytes.hasRemaining(); ) {
      at += channel.write(bytes, at);
    }
  }

  /** Reads until the buffer is full or the file ends. */
  private static void read(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    for (long at = position; bytes.hasRemaining(); ) {
      int count = channel.read(bytes, at);
      if (count < 0) {
        return;
      }
      at += count;
    }
  }

  private static long checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
  }

  /** What was appended is on the disk afterwards. */
  @Override
  public void close() {
    windows.clear();
    try (channel) {
      channel.force(false);
    } catch (IOException unsafe) {
      // Should the machine fail now, checksums tell what was lost.
    }
  }
}
