package io.retort.datasets.table.engine;

import io.retort.core.data.InputColumn;
import io.retort.core.data.UnknownCategory;
import io.retort.core.tensor.Tensor;
import io.retort.core.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Encodes rows of a table that is complete. Thread-safe. */
final class TableRowWriter {
  private final PackedRows rows;
  private final int width;
  private final List<Part> parts = new ArrayList<>();

  TableRowWriter(TableEncoding encoding, Table table) {
    this.rows = table.rows();
    this.width = encoding.shape().elements();
    List<InputColumn> columns = encoding.columns();
    int offset = 0;
    for (int column = 0; column < columns.size(); ) {
      int first = column;
      int start = offset;
      Part part =
          columns
              .get(first)
              .match(
                  number -> Numbers.of(columns, first, start),
                  categorical -> words(encoding, table, categorical, first, start),
                  text ->
                      new Texts(
                          (TableColumn.Texts) table.input(first),
                          text,
                          encoding.tokenizer().orElseThrow(),
                          start));
      parts.add(part);
      for (; column < first + part.columns(); column++) {
        offset += columns.get(column).width();
      }
    }
  }

  private static Words words(
      TableEncoding encoding, Table table, InputColumn.Categorical column, int place, int offset) {
    List<String> dictionary = ((TableColumn.Words) table.input(place)).dictionary();
    Map<String, Integer> known = encoding.categories(place);
    int unknown = column.unknown() == UnknownCategory.OWN ? known.size() : Words.NOWHERE;
    int[] places =
        dictionary.stream().mapToInt(word -> known.getOrDefault(word, unknown)).toArray();
    return new Words(place, offset, places, known.get(column.fill()));
  }

  /** Writes the inputs of rows into a tensor, {@code [rows, values]}. */
  void write(int[] chosen, Tensor destination) {
    float[] values = new float[width];
    rows.read(
        chosen,
        (i, cells) -> {
          Arrays.fill(values, 0);
          for (Part part : parts) {
            part.write(chosen[i], cells, values);
          }
          destination.write(i * width, values);
        });
  }

  /** Neighbouring columns that are encoded in the same way. */
  private sealed interface Part {

    /** How many columns. */
    int columns();

    /**
     * Writes what becomes of their cells.
     *
     * @param row the row's index
     * @param cells the numbers of the row
     * @param values those of the input, which are 0
     */
    void write(int row, double[] cells, float[] values);
  }

  /** Columns of numbers, of which the constant ones become 0. */
  private record Numbers(
      int first, int offset, double[] means, double[] deviations, double[] fills, int[] constant)
      implements Part {

    static Numbers of(List<InputColumn> all, int first, int offset) {
      List<InputColumn.Numeric> columns = new ArrayList<>();
      for (int i = first; i < all.size() && all.get(i) instanceof InputColumn.Numeric next; i++) {
        columns.add(next);
      }
      return new Numbers(
          first,
          offset,
          columns.stream().mapToDouble(column -> column.scaling().mean()).toArray(),
          columns.stream().mapToDouble(column -> column.scaling().deviation()).toArray(),
          columns.stream().mapToDouble(InputColumn.Numeric::fill).toArray(),
          IntStream.range(0, columns.size())
              .filter(i -> columns.get(i).scaling().constant())
              .toArray());
    }

    @Override
    public int columns() {
      return means.length;
    }

    /** As {@link InputColumn.Numeric#value} does, for all columns in one loop. */
    @Override
    public void write(int row, double[] cells, float[] values) {
      for (int i = 0; i < means.length; i++) {
        double cell = cells[first + i];
        double number = Double.isNaN(cell) ? fills[i] : cell;
        values[offset + i] = (float) ((number - means[i]) / deviations[i]);
      }
      for (int i : constant) {
        values[offset + i] = 0;
      }
    }
  }

  /**
   * A column of categories.
   *
   * @param places where each word of the dictionary goes
   * @param missing where a missing one goes
   */
  private record Words(int column, int offset, int[] places, int missing) implements Part {
    /** The place of a category that there is none for. */
    static final int NOWHERE = -1;

    @Override
    public int columns() {
      return 1;
    }

    @Override
    public void write(int row, double[] cells, float[] values) {
      double code = cells[column];
      int place = Double.isNaN(code) ? missing : places[(int) code];
      if (place != NOWHERE) {
        values[offset + place] = 1;
      }
    }
  }

  /** A column of texts. */
  private record Texts(
      TableColumn.Texts texts, InputColumn.Text column, Tokenizer splitter, int offset)
      implements Part {
    @Override
    public int columns() {
      return 1;
    }

    @Override
    public void write(int row, double[] cells, float[] values) {
      column.write(splitter.tokens(texts.get(row), column.length()), values, offset);
    }
  }
}
