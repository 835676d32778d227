package io.retort.runtime.experiment.checkpoint;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.checkpoint.TrainingState;
import io.retort.runtime.common.files.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The file of a checkpoint: a magic number, the state as numbers of their own length, big-endian,
 * and a checksum (CRC-32C) of all before it, which is compared before anything is believed. Files
 * are read by the version of Retort that has written them.
 */
final class CheckpointFile {
  private static final long MAGIC = 0x5265746f72740002L;
  private static final int BLOCK = 1 << 16;

  private CheckpointFile() {}

  /** Writes a state; the file is complete or not there. */
  static void write(Path file, Checkpoint checkpoint) {
    TrainingState state = checkpoint.state();
    AtomicFiles.write(
        file,
        temporary -> {
          CRC32C checksum = new CRC32C();
          try (DataOutputStream out =
              new DataOutputStream(
                  new CheckedOutputStream(
                      new BufferedOutputStream(Files.newOutputStream(temporary), BLOCK),
                      checksum))) {
            out.writeLong(MAGIC);
            out.writeLong(state.step());
            out.writeInt(checkpoint.logged());
            out.writeInt(state.texts().size());
            for (Map.Entry<String, String> text : state.texts().entrySet()) {
              writeText(out, text.getKey());
              writeText(out, text.getValue());
            }
            out.writeInt(state.vectors().size());
            for (Map.Entry<String, float[]> vector : state.vectors().entrySet()) {
              ByteBuffer bytes = ByteBuffer.allocate(vector.getValue().length * Float.BYTES);
              bytes.asFloatBuffer().put(vector.getValue());
              writeArray(out, vector.getKey(), bytes.array(), vector.getValue().length);
            }
            out.writeInt(state.numbers().size());
            for (Map.Entry<String, double[]> numbers : state.numbers().entrySet()) {
              ByteBuffer bytes = ByteBuffer.allocate(numbers.getValue().length * Double.BYTES);
              bytes.asDoubleBuffer().put(numbers.getValue());
              writeArray(out, numbers.getKey(), bytes.array(), numbers.getValue().length);
            }
            out.flush();
            out.writeLong(checksum.getValue());
          }
        });
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void writeArray(DataOutputStream out, String name, byte[] bytes, int length)
      throws IOException {
    writeText(out, name);
    out.writeInt(length);
    out.write(bytes);
  }

  /**
   * Reads a state.
   *
   * @throws RetortException if the file was damaged
   */
  static Checkpoint read(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe would be waited for.
      throw damaged(file, "it is not a regular file");
    }
    try {
      requireWhole(file);
      try (Content in = new Content(file)) {
        in.data.readLong();
        long step = in.data.readLong();
        int logged = in.data.readInt();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int left = in.count(1); left > 0; left--) {
          texts.put(in.text(), in.text());
        }
        Map<String, float[]> vectors = new LinkedHashMap<>();
        for (int left = in.count(1); left > 0; left--) {
          String name = in.text();
          float[] values = new float[in.count(Float.BYTES)];
          in.bytes(values.length * Float.BYTES).asFloatBuffer().get(values);
          vectors.put(name, values);
        }
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (int left = in.count(1); left > 0; left--) {
          String name = in.text();
          double[] values = new double[in.count(Double.BYTES)];
          in.bytes(values.length * Double.BYTES).asDoubleBuffer().get(values);
          numbers.put(name, values);
        }
        return new Checkpoint(new TrainingState(step, vectors, numbers, texts), logged);
      }
    } catch (EOFException | IllegalArgumentException contradiction) {
      throw damaged(file, "it contradicts itself");
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The checkpoint " + file + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  private static RetortException damaged(Path file, String reason) {
    return new RetortException(ErrorKind.DATA, "The checkpoint " + file + " is damaged: " + reason);
  }

  /** A file that is read in order. There are no more things in it than it has bytes. */
  private static final class Content implements AutoCloseable {
    private final DataInputStream data;
    private final long size;

    Content(Path file) throws IOException {
      this.size = Files.size(file);
      this.data = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BLOCK));
    }

    int count(int bytes) throws IOException {
      int count = data.readInt();
      if (count < 0 || (long) count * bytes > Math.min(size, Integer.MAX_VALUE)) {
        throw new EOFException();
      }
      return count;
    }

    String text() throws IOException {
      return new String(bytes(count(1)).array(), StandardCharsets.UTF_8);
    }

    ByteBuffer bytes(int length) throws IOException {
      byte[] bytes = new byte[length];
      data.readFully(bytes);
      return ByteBuffer.wrap(bytes);
    }

    @Override
    public void close() throws IOException {
      data.close();
    }
  }

  /** Nothing in the file is believed before: a number of it could ask for any amount of memory. */
  private static void requireWhole(Path file) throws IOException {
    long content = Files.size(file) - Long.BYTES;
    CRC32C checksum = new CRC32C();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BLOCK);
        DataInputStream in = new DataInputStream(new CheckedInputStream(raw, checksum))) {
      boolean known = content >= 2 * Long.BYTES && in.readLong() == MAGIC;
      if (known) {
        in.skipNBytes(content - Long.BYTES);
      }
      long expected = checksum.getValue();
      if (!known || in.readLong() != expected) {
        throw damaged(file, "its checksum does not fit");
      }
    }
  }
}
