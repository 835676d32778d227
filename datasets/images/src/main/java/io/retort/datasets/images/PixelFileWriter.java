package io.retort.datasets.images;

import io.retort.core.plugin.CompleteFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Writes a {@link PixelFile}, which has its name when it is complete. */
final class PixelFileWriter implements PixelSink, AutoCloseable {
  private static final int BLOCK_SAMPLES = 256;

  private final Path file;
  private final Path unfinished;
  private final OutputStream out;
  private final ByteArrayOutputStream checksums = new ByteArrayOutputStream();
  private final DataOutputStream checksumData = new DataOutputStream(checksums);
  private final CRC32C block = new CRC32C();
  private long end;
  private int samples;

  /** Begins a file in a folder that is there. */
  PixelFileWriter(Path file) throws IOException {
    this.file = file;
    this.unfinished = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
    this.out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
  }

  @Override
  public void add(byte[] pixels) throws IOException {
    out.write(pixels);
    end += pixels.length;
    block.update(pixels);
    samples++;
    if (samples % BLOCK_SAMPLES == 0) {
      endBlock();
    }
  }

  private void endBlock() throws IOException {
    checksumData.writeInt((int) block.getValue());
    block.reset();
  }

  /**
   * Completes the file.
   *
   * @param width how many pixels a sample has
   * @param used the files of the samples
   */
  void finish(int width, UsedImages used) throws IOException {
    if (samples % BLOCK_SAMPLES != 0) {
      endBlock();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream index = new DataOutputStream(bytes);
    index.writeInt(width);
    index.writeInt(BLOCK_SAMPLES);
    index.writeInt(samples);
    checksums.writeTo(index);
    for (int place : used.places()) {
      index.writeInt(place);
    }
    index.writeInt(used.skipped());
    index.write(used.firstRefusal().orElse("").getBytes(StandardCharsets.UTF_8));
    byte[] content = bytes.toByteArray();
    out.write(content);
    out.write(
        ByteBuffer.allocate(PixelFile.TRAILER_BYTES)
            .putLong(end)
            .putInt(content.length)
            .putInt(PixelFile.checksum(ByteBuffer.wrap(content)))
            .putLong(PixelFile.MAGIC)
            .array());
    out.close();
    CompleteFile.move(unfinished, file);
  }

  /** Leaves nothing behind where the file was not completed. */
  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
