package io.retort.runtime.experiment.outputs;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.teacher.OutputRows;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.common.files.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The rows of one output in a folder. Whoever has rows to keep appends them to a file of its own,
 * and reads those of all, so that processes need not wait for each other and one that is killed
 * damages nothing but its last block. A block is checked before anything in it is believed, once.
 */
final class StoredRows implements OutputRows {
  private static final int NOWHERE = -1;

  private final Path folder;
  private final OutputDescription description;
  private final RowFormat format;
  private final BlockLayout layout;
  private final Map<Path, Optional<Source>> sources = new HashMap<>();
  private final List<Block> blocks = new ArrayList<>();

  /** Where the row of a sample is: the number of its block and its row in the block. */
  private final long[] places;

  private final float[] row;
  private OutputFile own;

  /** A file of another process, or of an earlier one. */
  private static final class Source {
    private final OutputFile file;
    private int seen;

    Source(OutputFile file) {
      this.file = file;
    }
  }

  private static final class Block {
    private final OutputFile file;
    private final int number;
    private boolean checked;
    private boolean damaged;

    Block(OutputFile file, int number) {
      this.file = file;
      this.number = number;
    }

    ByteBuffer bytes() {
      return file.block(number);
    }
  }

  /**
   * Opens a folder.
   *
   * @param folder made where it is missing
   * @param description what a file says that this object makes
   * @param width the number of values of a row
   */
  StoredRows(Path folder, OutputDescription description, RowFormat format, int width) {
    this.folder = folder;
    this.description = description;
    this.format = format;
    this.layout = new BlockLayout(format.bytes());
    this.row = new float[width];
    this.places = new long[description.key().samples()];
    Arrays.fill(places, NOWHERE);
    makeFolder();
    refresh();
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
      // When rows were last used.
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    } catch (IOException failure) {
      throw AtomicFiles.unwritable(
          folder, failure, "choose another folder with teacher-outputs.folder");
    }
  }

  @Override
  public void refresh() {
    for (Path path : outputFiles(folder)) {
      if (own == null || !path.equals(own.path())) {
        sources.computeIfAbsent(path, this::open).ifPresent(this::read);
      }
    }
  }

  private void read(Source source) {
    for (int end = source.file.blocks(); source.seen < end; source.seen++) {
      blocks.add(new Block(source.file, source.seen));
      place(blocks.size() - 1);
    }
  }

  /** The files of a folder, the oldest first; none if it was pruned meanwhile. */
  static List<Path> outputFiles(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(OutputFile.ENDING)).sorted().toList();
    } catch (NoSuchFileException pruned) {
      return List.of();
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The folder " + folder + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  /** What is damaged, or of other rows by an improbable accident, is asked for again. */
  private Optional<Source> open(Path path) {
    try {
      OutputFile file = OutputFile.open(path);
      if (file.description().key().equals(description.key()) && file.layout().equals(layout)) {
        return Optional.of(new Source(file));
      }
      file.close();
    } catch (RetortException damaged) {
      // Told by whoever verifies the folder.
    }
    return Optional.empty();
  }

  /** Notes where rows are that are nowhere else. */
  private void place(int number) {
    Block block = blocks.get(number);
    int[] samples = block.file.samples(block.number);
    for (int i = 0; i < samples.length; i++) {
      int sample = samples[i];
      if (sample >= 0 && sample < places.length && places[sample] == NOWHERE) {
        places[sample] = (long) number * layout.rows() + i;
      }
    }
  }

  @Override
  public boolean contains(int sample) {
    while (places[sample] != NOWHERE) {
      Block block = block(sample);
      if (!block.checked) {
        block.checked = true;
        block.damaged = !block.file.intact(block.number);
      }
      if (!block.damaged) {
        return true;
      }
      findAgain();
    }
    return false;
  }

  private Block block(int sample) {
    return blocks.get((int) (places[sample] / layout.rows()));
  }

  /** Forgets what damaged blocks have said. */
  private void findAgain() {
    Arrays.fill(places, NOWHERE);
    for (int i = 0; i < blocks.size(); i++) {
      if (!blocks.get(i).damaged) {
        place(i);
      }
    }
  }

  @Override
  public boolean lasting() {
    return true;
  }

  @Override
  public void put(int[] samples, Tensor rows) {
    for (int start = 0; start < samples.length; start += layout.rows()) {
      int count = Math.min(layout.rows(), samples.length - start);
      ByteBuffer content = layout.newBlock();
      layout.setCount(content, count);
      content.position(layout.start(0));
      for (int i = 0; i < count; i++) {
        layout.setSample(content, i, samples[start + i]);
        rows.read((start + i) * row.length, row);
        format.write(row, content);
      }
      Block block = new Block(own(), own().append(content));
      block.checked = true;
      blocks.add(block);
      for (int i = 0; i < count; i++) {
        places[samples[start + i]] = (blocks.size() - 1L) * layout.rows() + i;
      }
    }
  }

  private OutputFile own() {
    if (own == null) {
      String name =
          description.created().replaceAll("[^0-9]", "")
              + "-"
              + UUID.randomUUID().toString().substring(0, 8)
              + OutputFile.ENDING;
      makeFolder();
      own = OutputFile.create(folder.resolve(name), description, layout);
    }
    return own;
  }

  @Override
  public void get(int sample, FloatBuffer destination, int index) {
    if (places[sample] == NOWHERE) {
      throw new IllegalStateException("There is no row of sample " + sample);
    }
    ByteBuffer bytes = block(sample).bytes();
    int start = layout.start((int) (places[sample] % layout.rows()));
    format.read(bytes.position(start).slice().order(bytes.order()), row);
    destination.put(index, row);
  }

  @Override
  public void close() {
    sources.values().stream().flatMap(Optional::stream).forEach(source -> source.file.close());
    sources.clear();
    if (own != null) {
      own.close();
      own = null;
    }
  }
}
