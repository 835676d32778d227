package io.retort.spark;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import io.retort.core.data.RowListener;
import io.retort.serving.Student;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * What Spark has of a sample, prepared as the student's training data was: a row for a student of a
 * table, a text, an encoded image or one of Spark's image source, or an array of values that are
 * already prepared. Used by one thread at a time.
 */
final class RawSample {
  private final Student student;
  private final List<InputColumn> columns;

  private final RowCells cells;

  RawSample(Student student) {
    this.student = student;
    this.columns = student.preparation().columns();
    this.cells = new RowCells(columns);
  }

  /**
   * Prepares a sample.
   *
   * @param given as Spark gives it
   * @return the values of the student's input
   * @throws RetortException if that is impossible
   */
  float[] prepare(Object given) {
    return student
        .preparation()
        .match(values -> values(given), table -> table(given), pixels -> image(given));
  }

  private float[] table(Object given) {
    if (given instanceof Row row && row.schema() != null) {
      return student.prepare(cells.of(row), RowListener.NONE);
    } else if (columns.size() == 1 && given instanceof String text) {
      return student.prepare(Map.of(columns.get(0).name(), text), RowListener.NONE);
    }
    List<String> names = columns.stream().map(InputColumn::name).toList();
    throw unfit(given, "a row with the columns " + Echo.of(names));
  }

  private float[] image(Object given) {
    if (given instanceof byte[] encoded) {
      return decoded(encoded);
    } else if (given instanceof Row row) {
      return student.prepare(SparkImage.of(row));
    }
    throw unfit(given, "a PNG, JPEG, BMP or GIF as bytes, or an image of Spark's image source");
  }

  private float[] decoded(byte[] encoded) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(encoded))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new RetortException(ErrorKind.DATA, "The bytes are not a PNG, JPEG, BMP or GIF");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return student.prepare(reader);
      } finally {
        reader.dispose();
      }
    } catch (RetortException | IllegalStateException refusal) {
      throw refusal;
    } catch (IOException | RuntimeException damaged) {
      throw new RetortException(
          ErrorKind.DATA, "The image cannot be decoded: " + Reason.of(damaged), damaged);
    }
  }

  private float[] values(Object given) {
    if (given instanceof Vector vector) {
      return floats(Arrays.stream(vector.toArray()).boxed().toList());
    } else if (given instanceof scala.collection.Seq<?> seq) {
      return floats(scala.jdk.javaapi.CollectionConverters.asJava(seq));
    }
    throw unfit(given, "an array or a vector of numbers, which are the values of the input");
  }

  private float[] floats(List<?> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      if (!(numbers.get(i) instanceof Number number)) {
        throw unfit(numbers.get(i), "numbers");
      }
      values[i] = number.floatValue();
    }
    return values;
  }

  private static RetortException unfit(Object given, String expected) {
    return new RetortException(
        ErrorKind.DATA,
        "The sample is "
            + (given == null ? "null" : "an object of " + given.getClass().getName())
            + ", where the student reads "
            + expected);
  }
}
