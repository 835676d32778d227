package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.DecimalNumber;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowEncoder;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import io.retort.serving.TokenizerSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows as teachers are given them: prepared, and as cells for models that prepare them. */
final class PreparedRows {
  private final InputPreparation.Table table;
  private final RowEncoder encoder;

  /**
   * Rows of a table.
   *
   * @throws RetortException if the data are no table
   */
  PreparedRows(InputPreparation preparation) {
    if (!(preparation instanceof InputPreparation.Table known)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "On Spark, teachers label tables and texts, and the data are neither; label them with"
              + " ./retort label");
    }
    this.table = known;
    this.encoder = new RowEncoder(known, PreparedRows::restored);
  }

  private static Tokenizer restored(SavedTokenizer saved) {
    TokenizerProvider<?> provider = TokenizerSource.installed().find(saved.kind());
    return provider.restore(saved.settings());
  }

  /**
   * Rows in both forms.
   *
   * @param inputs the values of each
   * @param cells of each, by the names of their columns, without those that are missing
   */
  record Prepared(List<float[]> inputs, List<Map<String, Object>> cells) {
    int size() {
      return inputs.size();
    }
  }

  List<InputColumn> columns() {
    return table.columns();
  }

  /**
   * Prepares rows.
   *
   * @param rows their cells as Spark has them
   * @throws RetortException naming the row and the column that cannot be prepared
   */
  Prepared prepare(List<? extends Map<String, ?>> rows) {
    List<float[]> inputs = new ArrayList<>(rows.size());
    List<Map<String, Object>> cells = new ArrayList<>(rows.size());
    for (Map<String, ?> row : rows) {
      inputs.add(encoder.encode(row));
      cells.add(present(row));
    }
    return new Prepared(inputs, cells);
  }

  /** What {@link io.retort.core.data.RawRows} gives. */
  private Map<String, Object> present(Map<String, ?> row) {
    Map<String, Object> present = new HashMap<>();
    for (InputColumn column : table.columns()) {
      Object cell = row.get(column.name());
      if (cell == null || table.format().missingMarks().contains(cell.toString())) {
        continue;
      }
      present.put(
          column.name(),
          column.match(number -> number(cell), category -> text(cell), text -> text(cell)));
    }
    return present;
  }

  private Object number(Object cell) {
    if (cell instanceof Number number) {
      return number.doubleValue();
    } else if (cell instanceof Boolean flag) {
      return flag ? 1.0 : 0.0;
    }
    return Double.valueOf(cell.toString().strip().replace(table.format().decimal(), '.'));
  }

  private Object text(Object cell) {
    return cell instanceof Number number
        ? DecimalNumber.text(number, table.format().decimal())
        : cell.toString();
  }
}
