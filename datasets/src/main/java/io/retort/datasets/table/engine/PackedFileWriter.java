package io.retort.datasets.table.engine;

import io.retort.core.plugin.CompleteFile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@link PackedFile}, which has its name when it is complete. Blocks are written while the
 * rows are read, and what is known of them at the end.
 */
final class PackedFileWriter implements AutoCloseable {
  private final Path file;
  private final Path unfinished;
  private final FileChannel channel;
  private final List<Section> sections = new ArrayList<>();
  private long end;

  /** Begins a file in a folder that is there. */
  PackedFileWriter(Path file) throws IOException {
    this.file = file;
    this.unfinished = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
    this.channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
  }

  /** The store for the rows of the next table, which cannot be read from it. */
  PackedStore section() {
    Section section = new Section();
    sections.add(section);
    return section;
  }

  /**
   * Completes the file.
   *
   * @param tables those whose rows went into the sections, in their order
   */
  void finish(List<PackedTable> tables) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream index = new DataOutputStream(bytes);
    index.writeInt(tables.size());
    for (int i = 0; i < tables.size(); i++) {
      sections.get(i).describe(tables.get(i).rows(), index);
      for (List<String> words : tables.get(i).words()) {
        index.writeInt(words.size());
        for (String word : words) {
          byte[] text = word.getBytes(StandardCharsets.UTF_8);
          index.writeInt(text.length);
          index.write(text);
        }
      }
    }
    ByteBuffer content = ByteBuffer.wrap(bytes.toByteArray());
    ByteBuffer trailer =
        ByteBuffer.allocate(PackedFile.TRAILER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(end)
            .putInt(content.limit())
            .putInt(PackedFile.checksum(content))
            .putLong(PackedFile.MAGIC)
            .flip();
    write(content);
    write(trailer);
    channel.close();
    CompleteFile.move(unfinished, file);
  }

  private void write(ByteBuffer bytes) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      end += channel.write(rest);
    }
  }

  /** Leaves nothing behind where the file was not completed. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(unfinished);
  }

  /** The blocks of one table. */
  private final class Section implements PackedStore {
    private final Map<PackedLayout, Integer> layouts = new LinkedHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream blocks = new DataOutputStream(bytes);
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

    @Override
    public ByteBuffer buffer(int size) {
      if (buffer.capacity() < size) {
        buffer = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
      }
      return buffer.limit(size).position(0);
    }

    @Override
    public ByteBuffer keep(PackedLayout layout, ByteBuffer rows) {
      try {
        layouts.putIfAbsent(layout, layouts.size());
        blocks.writeInt(layouts.get(layout));
        blocks.writeLong(end);
        blocks.writeInt(PackedFile.checksum(rows));
        write(rows);
        return ByteBuffer.allocate(0);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    void describe(PackedRows rows, DataOutputStream index) throws IOException {
      rows.describe(index);
      index.writeInt(layouts.size());
      for (PackedLayout layout : layouts.keySet()) {
        layout.write(index);
      }
      bytes.writeTo(index);
    }
  }
}
