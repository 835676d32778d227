package io.retort.spark;

import io.retort.core.RetortException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The program for {@code spark-submit} that predicts Parquet files with a saved student: {@code
 * Predict STUDENT INPUT OUTPUT [--skip-refused]}. The output is a folder of Parquet files with the
 * columns of the input and those that {@link StudentModel} adds.
 */
public final class Predict {
  private Predict() {}

  /**
   * Predicts.
   *
   * @param arguments the student's folder, the Parquet files and the folder to write
   */
  public static void main(String[] arguments) {
    List<String> names = new ArrayList<>(List.of(arguments));
    boolean skipping = names.remove("--skip-refused");
    if (names.size() != 3) {
      System.err.println("Usage: io.retort.spark.Predict STUDENT INPUT OUTPUT [--skip-refused]");
      System.exit(2);
    }
    SparkSession spark = SparkSession.builder().appName("retort-predict").getOrCreate();
    try {
      StudentModel.of(spark, names.get(0))
          .setHandleInvalid(skipping ? "skip" : "error")
          .transform(spark.read().parquet(names.get(1)))
          .write()
          .parquet(names.get(2));
    } catch (RetortException refusal) {
      System.err.println(refusal.getMessage());
      System.exit(1);
    } finally {
      spark.stop();
    }
  }
}
