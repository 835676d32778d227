package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;

/**
 * Makes rows of what the parser finds. Unlike the parser's own records, they may have any number of
 * cells, and cells of any length.
 */
final class CsvRowHandler extends CsvCallbackHandler<CsvRow> {
  private String[] cells = new String[16];
  private int count;
  private long line;
  private boolean firstQuoted;
  private RecordType type = RecordType.DATA;

  @Override
  protected RecordType getRecordType() {
    return type;
  }

  @Override
  protected int getFieldCount() {
    return count;
  }

  @Override
  protected void beginRecord(long startingLine) {
    line = startingLine;
    count = 0;
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
    if (count == 0) {
      firstQuoted = quoted;
    }
    if (count == cells.length) {
      cells = Arrays.copyOf(cells, 2 * count);
    }
    cells[count++] = new String(buffer, from, to - from);
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
    return new CsvRow(line, Arrays.asList(Arrays.copyOf(cells, count)), firstQuoted);
  }
}
