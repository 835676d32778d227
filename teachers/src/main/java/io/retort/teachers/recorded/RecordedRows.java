package io.retort.teachers.recorded;

import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One file of recorded outputs, read and checked. */
final class RecordedRows {
  private static final String ID = "id";

  private final Path file;
  private final List<RecordedHead> heads;
  private final RowOrder order;
  private final List<float[]> rows = new ArrayList<>();

  private RecordedRows(Path file, List<RecordedHead> heads, RowOrder order) {
    this.file = file;
    this.heads = heads;
    this.order = order;
  }

  /**
   * Reads a file.
   *
   * @param id the column by which rows are found; by the places of samples if not given
   */
  static RecordedRows read(Path file, List<Head> heads, Optional<String> id) {
    try (RecordedFile source = RecordedFiles.open(file)) {
      Map<String, Integer> places = new LinkedHashMap<>();
      source.columns().forEach(column -> places.put(column, places.size()));
      List<RecordedHead> found = new ArrayList<>();
      for (Head head : heads) {
        found.add(RecordedHead.find(head, heads.size() == 1, places, file, start(found)));
      }
      RowOrder order =
          id.<RowOrder>map(column -> new OrderById(file, column, places))
              .orElseGet(() -> byPlace(file, places));
      RecordedRows recorded = new RecordedRows(file, found, order);
      for (Optional<RecordedFile.Row> row = source.next(); row.isPresent(); row = source.next()) {
        recorded.add(row.get());
      }
      recorded.complete();
      return recorded;
    } catch (IOException failure) {
      throw RecordedFile.unreadable(file, failure);
    }
  }

  private static RowOrder byPlace(Path file, Map<String, Integer> places) {
    int column = places.getOrDefault(RecordedFile.SAMPLE, -1);
    String id = places.keySet().stream().filter(ID::equalsIgnoreCase).findFirst().orElse(null);
    if (column < 0 && id != null) {
      // Whoever gave rows an id expects them to be joined by it, whatever their order.
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The recorded outputs "
              + file
              + " have a column '"
              + id
              + "', but the teacher does not say 'id: "
              + id
              + "'; add it, and 'id' to the data, or leave the column out if rows are in the order"
              + " of the data set");
    }
    return new OrderByPlace(file, column);
  }

  private static int start(List<RecordedHead> heads) {
    return heads.isEmpty() ? 0 : heads.get(heads.size() - 1).end();
  }

  private void add(RecordedFile.Row given) {
    order.add(given);
    float[] row = new float[start(heads)];
    heads.forEach(head -> head.read(given.cells(), row, given.place()));
    rows.add(row);
  }

  private void complete() {
    if (rows.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA, "The recorded outputs " + file + " have no rows below the header");
    }
    order.complete();
    heads.forEach(head -> head.checkAll(rows, file));
  }

  /** Refuses samples that have no row. */
  void require(Samples samples, String which) {
    order.require(samples, which);
  }

  List<TeacherOutput> outputs() {
    return heads.stream().map(RecordedHead::output).toList();
  }

  /** Writes an output for a sample into a row of a tensor. */
  void copy(String output, Samples samples, int sample, Tensor destination, int row) {
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
        .put(row * head.width(), rows.get(order.row(samples, sample)), head.start(), head.width());
  }

  void addTo(Fingerprint fingerprint) {
    outputs().forEach(output -> fingerprint.add(output.toString()));
    order.addTo(fingerprint, rows);
  }
}
