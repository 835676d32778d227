package io.retort.teachers.recorded;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifier;
import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.plugin.UnpackedLimit;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** One file of recorded outputs, read and checked. */
final class RecordedRows {
  /** The column with the place of a row's sample in the data set. */
  private static final String SAMPLE = "sample";

  /**
   * The most characters of a cell, so that a quote that is never closed does not fill the memory.
   */
  private static final int LONGEST_CELL = 1 << 27;

  private final Path file;
  private final List<RecordedHead> heads;
  private final List<float[]> rows = new ArrayList<>();

  /** The row of each sample; rows are in the order of the samples where the file does not say. */
  private final List<Integer> rowOfSample = new ArrayList<>();

  private RecordedRows(Path file, List<RecordedHead> heads) {
    this.file = file;
    this.heads = heads;
  }

  static RecordedRows read(Path file, List<Head> heads) {
    if (!Files.isRegularFile(file)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The recorded outputs "
              + file
              + (Files.isDirectory(file)
                  ? " are a folder"
                  : Files.exists(file) ? " are a pipe or a device" : " do not exist")
              + "; correct the path in the teacher's configuration");
    }
    try (InputStream in = open(file);
        CsvReader<CsvRecord> reader =
            CsvReader.builder()
                .detectBomHeader(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(LONGEST_CELL)
                .build(anyNumberOfCells(), in, StandardCharsets.UTF_8)) {
      return read(file, heads, reader.iterator());
    } catch (CsvParseException malformed) {
      // The outer exception only says that reading failed, the cause says what is wrong and where.
      Throwable reason = malformed.getCause() == null ? malformed : malformed.getCause();
      if (reason instanceof RetortException beyondLimit) {
        throw beyondLimit;
      }
      throw new RetortException(
          ErrorKind.DATA,
          "The recorded outputs " + file + " are malformed: " + Reason.of(reason),
          malformed);
    } catch (IOException | UncheckedIOException failure) {
      Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
      throw new RetortException(
          ErrorKind.DATA,
          "The recorded outputs " + file + " cannot be read: " + Reason.of(cause),
          failure);
    }
  }

  /** Labelled images are rows of more cells than the parser allows by itself. */
  private static CsvRecordHandler anyNumberOfCells() {
    return CsvRecordHandler.builder()
        .maxFields(Integer.MAX_VALUE)
        .maxFieldSize(LONGEST_CELL)
        .maxRecordSize(Integer.MAX_VALUE)
        .fieldModifier(new OuterBlanks())
        .build();
  }

  /** Takes blanks away that are not quoted: within quotes, they belong to the name of a class. */
  private static final class OuterBlanks implements FieldModifier {
    @Override
    public String modify(long line, int field, boolean quoted, String value) {
      return quoted ? value : value.strip();
    }
  }

  /** Opens a file, plain or compressed with gzip. */
  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return gzip ? UnpackedLimit.current().counted(new GZIPInputStream(in), file) : in;
    } catch (IOException | RetortException unreadable) {
      in.close();
      throw unreadable;
    }
  }

  private static RecordedRows read(Path file, List<Head> heads, Iterator<CsvRecord> records) {
    if (!records.hasNext()) {
      throw new RetortException(ErrorKind.DATA, "The recorded outputs " + file + " are empty");
    }
    List<String> columns = records.next().getFields();
    Map<String, Integer> places = new LinkedHashMap<>();
    for (String column : columns) {
      if (places.putIfAbsent(column, places.size()) != null) {
        throw new RetortException(
            ErrorKind.DATA,
            file + ", line 1: there are two columns called '" + column + "'; rename one");
      }
    }
    List<RecordedHead> found = new ArrayList<>();
    for (Head head : heads) {
      found.add(RecordedHead.find(head, heads.size() == 1, places, file, start(found)));
    }
    RecordedRows recorded = new RecordedRows(file, found);
    int sample = places.getOrDefault(SAMPLE, -1);
    records.forEachRemaining(record -> recorded.add(record, columns.size(), sample));
    recorded.complete();
    return recorded;
  }

  private static int start(List<RecordedHead> heads) {
    return heads.isEmpty() ? 0 : heads.get(heads.size() - 1).end();
  }

  private void add(CsvRecord record, int columns, int sampleColumn) {
    String place = file + ", line " + record.getStartingLineNumber() + ": ";
    if (record.getFieldCount() != columns) {
      throw new RetortException(
          ErrorKind.DATA,
          place
              + "the row has "
              + record.getFieldCount()
              + " cells, but the first line has "
              + columns);
    }
    rowOfSample.add(
        sampleColumn < 0 ? rows.size() : sample(record.getField(sampleColumn).strip(), place));
    float[] row = new float[start(heads)];
    heads.forEach(head -> head.read(record, row, place));
    rows.add(row);
  }

  private static int sample(String cell, String place) {
    if (cell.matches("[0-9]{1,9}")) {
      return Integer.parseInt(cell);
    }
    throw new RetortException(
        ErrorKind.DATA,
        place
            + "the sample is '"
            + cell
            + "'; samples are numbered from 0 in the order of the data set");
  }

  /** Turns the samples of the rows into the rows of the samples. */
  private void complete() {
    if (rows.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA, "The recorded outputs " + file + " have no rows below the header");
    }
    BitSet seen = new BitSet();
    List<Integer> samples = List.copyOf(rowOfSample);
    for (int row = 0; row < samples.size(); row++) {
      int sample = samples.get(row);
      if (sample >= samples.size()) {
        throw new RetortException(
            ErrorKind.DATA,
            "The recorded outputs "
                + file
                + " have a row for sample "
                + sample
                + ", but "
                + samples.size()
                + " rows in all; samples are numbered from 0, and each has one row");
      }
      if (seen.get(sample)) {
        throw new RetortException(
            ErrorKind.DATA, "The recorded outputs " + file + " have two rows for sample " + sample);
      }
      seen.set(sample);
      rowOfSample.set(sample, row);
    }
    heads.forEach(head -> head.checkAll(rows, file));
  }

  Path file() {
    return file;
  }

  int count() {
    return rows.size();
  }

  List<TeacherOutput> outputs() {
    return heads.stream().map(RecordedHead::output).toList();
  }

  /** Writes an output for a sample into a row of a tensor. */
  void copy(String output, int sample, Tensor destination, int row) {
    RecordedHead head =
        heads.stream()
            .filter(each -> each.output().name().equals(output))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no recorded output '" + output + "'; there are " + outputs()));
    destination
        .values()
        .put(row * head.width(), rows.get(rowOfSample.get(sample)), head.start(), head.width());
  }

  void addTo(Fingerprint fingerprint) {
    outputs().forEach(output -> fingerprint.add(output.toString()));
    rowOfSample.forEach(row -> fingerprint.add(rows.get(row)));
  }
}
