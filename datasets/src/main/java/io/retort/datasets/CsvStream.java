package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.retort.core.data.SampleStream;
import io.retort.core.tensor.Tensor;
import java.util.List;

/** The rows of a table without answers, encoded one after the other. */
final class CsvStream implements SampleStream {
  private final CsvRows rows;
  private final List<CsvColumn> inputs;

  CsvStream(CsvRows rows, List<CsvColumn> inputs) {
    this.rows = rows;
    this.inputs = inputs;
  }

  @Override
  public int read(Tensor destination) {
    int most = destination.shape().extent(0);
    int width = destination.shape().elements() / most;
    int count = 0;
    while (count < most) {
      CsvRecord row = rows.next();
      if (row == null) {
        break;
      }
      float[] values = new float[width];
      int offset = 0;
      for (CsvColumn input : inputs) {
        input.encode(rows.table(), row, values, offset);
        offset += input.width();
      }
      destination.write(count * width, values);
      count++;
    }
    return count;
  }

  @Override
  public void close() {
    rows.close();
  }
}
