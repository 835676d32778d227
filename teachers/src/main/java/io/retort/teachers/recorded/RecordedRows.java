package io.retort.teachers.recorded;

import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One file of recorded outputs, read and checked. */
final class RecordedRows {
  /** How many missing samples a message names. */
  private static final int NAMED = 5;

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
    try (RecordedFile source = RecordedFiles.open(file)) {
      Map<String, Integer> places = new LinkedHashMap<>();
      source.columns().forEach(column -> places.put(column, places.size()));
      List<RecordedHead> found = new ArrayList<>();
      for (Head head : heads) {
        found.add(RecordedHead.find(head, heads.size() == 1, places, file, start(found)));
      }
      RecordedRows recorded = new RecordedRows(file, found);
      int sample = places.getOrDefault(RecordedFile.SAMPLE, -1);
      for (Optional<RecordedFile.Row> row = source.next(); row.isPresent(); row = source.next()) {
        recorded.add(row.get(), sample);
      }
      recorded.complete();
      return recorded;
    } catch (IOException failure) {
      throw RecordedFile.unreadable(file, failure);
    }
  }

  private static int start(List<RecordedHead> heads) {
    return heads.isEmpty() ? 0 : heads.get(heads.size() - 1).end();
  }

  private void add(RecordedFile.Row given, int sampleColumn) {
    rowOfSample.add(
        sampleColumn < 0
            ? rows.size()
            : sample(given.cells().get(sampleColumn).strip(), given.place()));
    float[] row = new float[start(heads)];
    heads.forEach(head -> head.read(given.cells(), row, given.place()));
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
    int[] sorted = rowOfSample.stream().mapToInt(Integer::intValue).sorted().toArray();
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < sorted.length; i++) {
      int before = i == 0 ? -1 : sorted[i - 1];
      if (sorted[i] == before) {
        throw new RetortException(
            ErrorKind.DATA,
            "The recorded outputs " + file + " have two rows for sample " + sorted[i]);
      }
      for (int sample = before + 1; sample < sorted[i] && missing.size() <= NAMED; sample++) {
        missing.add(sample);
      }
    }
    if (!missing.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The recorded outputs "
              + file
              + " have rows for samples up to "
              + sorted[sorted.length - 1]
              + ", but none for "
              + missing.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "))
              + (missing.size() > NAMED ? " and others" : "")
              + "; samples are numbered from 0, and each has one row");
    }
    List<Integer> samples = List.copyOf(rowOfSample);
    for (int row = 0; row < samples.size(); row++) {
      rowOfSample.set(samples.get(row), row);
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
