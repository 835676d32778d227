package io.retort.runtime.experiment.labelling;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.plugin.CompleteFile;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.common.files.OutputLock;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.recording.LabellingStates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * The file that a labelling writes. Until it is complete it is called {@code FILE.part}, and {@code
 * FILE.state} says how far it has come. Rows are written in blocks of some batches, each of which
 * ends on the disk before the state says so: after an interruption the file is cut back to the last
 * block that the state knows. A compressed file is a gzip member for each block, so that the bytes
 * do not depend on interruptions.
 */
final class LabelledFile implements AutoCloseable {
  private static final int BATCHES = 16;

  private final Path file;
  private final LabellingState before;
  private final OutputLock lock;
  private final FileChannel channel;
  private final MessageDigest inputs;
  private final StringWriter block = new StringWriter();
  private final CsvWriter csv = CsvWriter.builder().quoteStrategy(new OuterBlanks()).build(block);
  private int batches;
  private long passed;
  private long read;
  private long kept;

  private LabelledFile(Path file, LabellingState before, OutputLock lock, FileChannel channel) {
    this.file = file;
    this.before = before;
    this.lock = lock;
    this.channel = channel;
    this.read = before.read();
    this.kept = before.kept();
    this.inputs = Sha256.digest();
  }

  /** Begins a file, or goes on with an unfinished one. */
  static LabelledFile open(Path file, String configuration, String teacher, List<String> titles) {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
    OutputLock lock = OutputLock.acquire(LabellingStates.with(LabellingStates.LOCK, file), file);
    try {
      requireNone(file);
      LabellingState fresh = new LabellingState(configuration, teacher, 0, 0, 0, "");
      Optional<LabellingState> begun = LabellingState.read(state(file));
      begun.ifPresent(state -> state.requireSame(fresh, file));
      LabellingState before = begun.orElse(fresh);
      LabelledFile open = new LabelledFile(file, before, lock, content(file, before));
      if (begun.isEmpty()) {
        open.csv.writeRecord(titles);
      }
      return open;
    } catch (RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  /** Refuses a file that is there already, and is not one whose end was interrupted. */
  static void requireNone(Path file) {
    if (Files.exists(file) && !Files.exists(state(file))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The file " + file + " exists; choose another one with 'output', or delete it");
    }
  }

  /** The unfinished file, cut back to what the state knows. */
  private static FileChannel content(Path file, LabellingState before) {
    try {
      if (Files.exists(file)) {
        // It has got its name, but its state was not deleted any more: it ends once more.
        CompleteFile.move(file, part(file));
      }
      FileChannel channel =
          FileChannel.open(part(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.size() < before.bytes()) {
        channel.close();
        throw new RetortException(
            ErrorKind.DATA,
            "The unfinished file "
                + part(file)
                + " is shorter than "
                + state(file)
                + " says; delete both to begin anew");
      }
      channel.truncate(before.bytes());
      channel.position(before.bytes());
      return channel;
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
  }

  private static Path part(Path file) {
    return LabellingStates.with(LabellingStates.PART, file);
  }

  private static Path state(Path file) {
    return LabellingStates.with(".state", file);
  }

  Path file() {
    return file;
  }

  /** How many samples are in the file or were left out of it. */
  long read() {
    return read;
  }

  long kept() {
    return kept;
  }

  /**
   * Passes the inputs of a batch over. Those that an earlier run has labelled must be what they
   * were.
   *
   * @return whether an earlier run has labelled them
   */
  boolean known(Tensor batch) {
    int count = batch.shape().extent(0);
    byte[] bytes = new byte[batch.shape().elements() * Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().put(batch.toArray());
    inputs.update(bytes);
    if (passed + count > before.read()) {
      if (passed < before.read()) {
        throw otherSamples();
      }
      return false;
    }
    passed += count;
    if (passed == before.read() && !hash().equals(before.inputs())) {
      throw otherSamples();
    }
    return true;
  }

  /** Refuses samples that are fewer than before. */
  void requireAllKnown() {
    if (passed < before.read()) {
      throw otherSamples();
    }
  }

  private RetortException otherSamples() {
    return LabellingState.refusal(file, "with other samples");
  }

  /** Adds the row of a sample, or none where it is left out. */
  void add(Optional<List<String>> cells) {
    cells.ifPresent(
        row -> {
          csv.writeRecord(row);
          kept++;
        });
    read++;
  }

  /**
   * Ends a batch.
   *
   * @return whether the rows are on the disk now
   */
  boolean endBatch() {
    batches++;
    if (batches < BATCHES) {
      return false;
    }
    flush();
    return true;
  }

  /** Keeps all that was added, so that a labelling can go on after it. */
  void flush() {
    lock.requireHeld();
    try {
      csv.flush();
      ByteBuffer bytes = ByteBuffer.wrap(bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      new LabellingState(
              before.configuration(), before.teacher(), read, kept, channel.position(), hash())
          .write(state(file));
    } catch (IOException failure) {
      throw unwritable(failure);
    }
    block.getBuffer().setLength(0);
    batches = 0;
  }

  private byte[] bytes() throws IOException {
    byte[] plain = block.toString().getBytes(StandardCharsets.UTF_8);
    if (!file.getFileName().toString().endsWith(".gz") || plain.length == 0) {
      return plain;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream member = new GZIPOutputStream(compressed)) {
      member.write(plain);
    }
    return compressed.toByteArray();
  }

  private String hash() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) inputs.clone()).digest());
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("SHA-256 can be cloned", impossible);
    }
  }

  /** Gives the file its name. */
  void complete() {
    flush();
    try {
      channel.close();
      Summary summary =
          new Summary(read, kept, read - kept, before.teacher(), before.configuration());
      AtomicFiles.replace(
          LabellingStates.with(LabellingStates.SUMMARY, file),
          to -> Files.writeString(to, Json.pretty(summary)));
      CompleteFile.move(part(file), file);
      Files.delete(state(file));
      lock.complete();
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  private RetortException unwritable(IOException failure) {
    // If the folder is gone, this is the reason.
    lock.requireHeld();
    return unwritable(file, failure);
  }

  /** What {@code FILE.json} says. */
  record Summary(long read, long kept, long leftOut, String teacher, String configuration) {}

  private static RetortException unwritable(Path file, IOException cause) {
    return AtomicFiles.unwritable(
        file,
        cause,
        "make it possible to write there and run the labelling again, which goes on where it"
            + " stopped, or choose another file with 'output'");
  }

  @Override
  public void close() {
    try (lock) {
      channel.close();
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
  }

  /**
   * Blanks around a class belong to its name; who reads a table takes those outside quotes away.
   */
  private static final class OuterBlanks implements QuoteStrategy {
    @Override
    public boolean quoteValue(int line, int field, String value) {
      return !value.equals(value.strip());
    }
  }
}
