package io.retort.spark;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests in one JVM with two threads for tasks. */
abstract class SparkTest {
  static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = session("local[2]");
  }

  static SparkSession session(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("tests of Retort")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }
}
