package io.retort.teachers.recorded;

import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.RetortException;
import io.retort.core.data.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows that say the place of their sample in the data set, or are in the data set's order if they
 * do not.
 */
final class OrderByPlace implements RowOrder {
  /** How many missing samples a message names. */
  private static final int NAMED = 5;

  private final Path file;
  private final int column;
  private final List<Integer> rowOfSample = new ArrayList<>();

  /**
   * An order without rows.
   *
   * @param column the place of the column that says the sample; below 0 if there is none
   */
  OrderByPlace(Path file, int column) {
    this.file = file;
    this.column = column;
  }

  @Override
  public void add(RecordedFile.Row row) {
    rowOfSample.add(
        column < 0 ? rowOfSample.size() : sample(row.cells().get(column).strip(), row.place()));
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
  @Override
  public void complete() {
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
  }

  @Override
  public void require(Samples samples, String which) {
    if (rowOfSample.size() != samples.size()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The recorded outputs "
              + file
              + " have "
              + rowOfSample.size()
              + " rows, but the data set has "
              + samples.size()
              + " "
              + which
              + " samples (before any split); record one row for each of them");
    }
  }

  @Override
  public int row(Samples samples, int sample) {
    return rowOfSample.get(sample);
  }

  @Override
  public void addTo(Fingerprint fingerprint, List<float[]> rows) {
    rowOfSample.forEach(row -> fingerprint.add(rows.get(row)));
  }
}
