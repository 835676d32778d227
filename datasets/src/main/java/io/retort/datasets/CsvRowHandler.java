package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import io.retort.datasets.table.engine.TableNumbers;

/**
 * Makes rows of what the parser finds, each in the place of the one before. Unlike the parser's own
 * records, they may have any number of cells, and cells of any length.
 */
final class CsvRowHandler extends CsvCallbackHandler<CsvRow> {
  private final CsvRow row;
  private RecordType type = RecordType.DATA;

  CsvRowHandler(TableNumbers numbers) {
    this.row = new CsvRow(numbers);
  }

  @Override
  protected RecordType getRecordType() {
    return type;
  }

  @Override
  protected int getFieldCount() {
    return row.size();
  }

  @Override
  protected void beginRecord(long startingLine) {
    row.begin(startingLine);
    type = RecordType.DATA;
  }

  @Override
  protected void addField(char[] buffer, int offset, int length, boolean quoted) {
    int from = offset;
    int to = offset + length;
    if (!quoted) {
      while (from < to && Character.isWhitespace(buffer[from])) {
        from++;
      }
      while (from < to && Character.isWhitespace(buffer[to - 1])) {
        to--;
      }
    }
    row.add(buffer, from, to, quoted);
  }

  @Override
  protected void setComment(char[] buffer, int offset, int length) {
    throw new IllegalStateException("Comments are not asked for");
  }

  @Override
  protected void setEmpty() {
    type = RecordType.EMPTY;
  }

  @Override
  protected CsvRow buildRecord() {
    return row;
  }
}
