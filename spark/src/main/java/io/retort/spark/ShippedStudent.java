package io.retort.spark;

import io.retort.serving.Student;
import java.io.Serial;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** A student on its way to executors, which fetch its files if they do not have it yet. */
final class ShippedStudent implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final String hash;
  private final Broadcast<StudentFiles> files;

  private ShippedStudent(String hash, Broadcast<StudentFiles> files) {
    this.hash = hash;
    this.files = files;
  }

  static ShippedStudent of(SparkSession spark, StudentFiles files) {
    return new ShippedStudent(
        files.hash(), JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(files));
  }

  /** Takes the student, on whichever JVM this is. */
  ModelCache.Lease<Student> take() {
    return LoadedStudents.take(hash, files::value);
  }
}
