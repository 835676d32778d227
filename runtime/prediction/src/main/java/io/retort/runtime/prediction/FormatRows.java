package io.retort.runtime.prediction;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import io.retort.core.data.RowFormat;
import io.retort.core.data.RowReader;
import io.retort.serving.Student;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The rows of a file that a {@link RowFormat} reads. */
final class FormatRows implements RawSamples {
  private final RowReader rows;
  private long number;

  private FormatRows(RowReader rows) {
    this.rows = rows;
  }

  /** Opens a file that has the columns of a student. */
  static FormatRows open(RowFormat format, Path file, Student student) {
    if (file.equals(InputFile.STANDARD_INPUT)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "Rows in the format "
              + format.name()
              + " cannot be read from the standard input; name a file");
    }
    List<InputColumn> columns = student.preparation().columns();
    RowReader rows = format.open(file, columns);
    try {
      TableColumns.require(file, rows.columns(), columns);
      return new FormatRows(rows);
    } catch (RuntimeException unfit) {
      rows.close();
      throw unfit;
    }
  }

  @Override
  public Optional<RawSample> next() {
    return rows.next().map(row -> new Sample(++number, row));
  }

  @Override
  public void close() {
    rows.close();
  }

  private record Sample(long number, RowReader.Row row) implements RawSample {
    @Override
    public String source() {
      return Long.toString(number);
    }

    @Override
    public String place() {
      return row.place();
    }

    @Override
    public float[] prepare(Student student, RowCounts counts) {
      counts.decoded(row.cells());
      return student.prepare(row.cells(), counts);
    }
  }
}
