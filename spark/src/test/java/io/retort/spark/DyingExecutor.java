package io.retort.spark;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A program that predicts, and whose first executor that comes to row 1,000 of a file ends there.
 */
final class DyingExecutor {
  private DyingExecutor() {}

  public static void main(String[] arguments) {
    SparkSession spark = SparkSession.builder().getOrCreate();
    Dataset<Row> people = spark.read().parquet(arguments[1]);
    Dataset<Row> predicted =
        StudentModel.of(Path.of(arguments[0]))
            .transform(
                people.mapPartitions(
                    new Death(arguments[3], ProcessHandle.current().pid()),
                    Encoders.row(people.schema())));
    predicted.write().parquet(arguments[2]);
    spark.stop();
  }

  /**
   * Ends the JVM, once.
   *
   * @param marker a file that says that this has happened
   * @param driver the process that does not end
   */
  private record Death(String marker, long driver) implements MapPartitionsFunction<Row, Row> {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      return new Iterator<>() {
        private int read;

        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Row next() {
          if (++read == 1000) {
            dieOnce();
          }
          return rows.next();
        }
      };
    }

    private void dieOnce() {
      long here = ProcessHandle.current().pid();
      if (here == driver) {
        throw new IllegalStateException("This is the driver's process");
      }
      try {
        Files.writeString(Path.of(marker), Long.toString(here), StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException happened) {
        return;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      Runtime.getRuntime().halt(137);
    }
  }
}
