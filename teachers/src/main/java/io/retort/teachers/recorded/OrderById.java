package io.retort.teachers.recorded;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.RetortException;
import io.retort.core.data.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Rows that have the ids of their samples. Those of other ids are passed over. */
final class OrderById implements RowOrder {
  /** How data frames and JSON may write a whole number, which tables write without a fraction. */
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+\\.0");

  private final Path file;
  private final int column;
  private final Map<String, Integer> rowOfId = new TreeMap<>();

  /** What has been found to have all rows, so that not every batch is looked at. */
  private volatile Samples complete;

  /**
   * An order without rows.
   *
   * @param name that of the column with the ids
   * @param columns the places of the file's columns
   */
  OrderById(Path file, String name, Map<String, Integer> columns) {
    this.file = file;
    if (!columns.containsKey(name)) {
      throw new RetortException(
          ErrorKind.DATA,
          file
              + ", line 1: there is no column "
              + Echo.quoted(name)
              + " with the ids of samples; name one of "
              + Echo.of(List.copyOf(columns.keySet()))
              + " under id");
    }
    this.column = columns.get(name);
  }

  @Override
  public void add(RecordedFile.Row row) {
    String id = row.cells().get(column).strip();
    if (rowOfId.putIfAbsent(key(id), rowOfId.size()) != null) {
      throw new RetortException(
          ErrorKind.DATA,
          row.place() + "there is a second row of the id " + Echo.quoted(id) + "; leave one out");
    }
  }

  private static String key(String id) {
    String trimmed = id.strip();
    return WHOLE.matcher(trimmed).matches() ? trimmed.substring(0, trimmed.length() - 2) : trimmed;
  }

  @Override
  public void complete() {
    // What is missing depends on the samples.
  }

  @Override
  public void require(Samples samples, String which) {
    if (samples == complete) {
      return;
    }
    List<String> missing = new ArrayList<>();
    for (int sample = 0; sample < samples.size(); sample++) {
      String id = id(samples, sample);
      if (!rowOfId.containsKey(key(id))) {
        missing.add(id);
      }
    }
    if (!missing.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The recorded outputs "
              + file
              + " have no row of the ids "
              + Echo.of(missing)
              + " of "
              + which
              + " samples; record one for each");
    }
    complete = samples;
  }

  private String id(Samples samples, int sample) {
    return samples
        .id(sample)
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.CONFIGURATION,
                    "The recorded outputs "
                        + file
                        + " are found by ids, which the data set has not; name the column with"
                        + " them under id in the configuration of the data, or leave id out here"
                        + " to take the rows in the order of the data set"));
  }

  @Override
  public int row(Samples samples, int sample) {
    return rowOfId.get(key(id(samples, sample)));
  }

  @Override
  public void addTo(Fingerprint fingerprint, List<float[]> rows) {
    rowOfId.forEach((id, row) -> fingerprint.add(id).add(rows.get(row)));
  }
}
