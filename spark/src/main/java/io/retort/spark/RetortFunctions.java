package io.retort.spark;

import io.retort.serving.Student;
import io.retort.serving.StudentHead;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Students as functions of Spark SQL. */
public final class RetortFunctions {
  private RetortFunctions() {}

  /**
   * Registers a student as a function of one argument: a row of the table that it has learned from
   * as {@code struct(*)}, a text, the bytes of an image, or an array of prepared values. It returns
   * a struct with {@code prediction}, {@code probability} and {@code label}, as in {@code SELECT
   * churn(struct(*)).label FROM customers}; of several heads a struct of such structs, by their
   * names. A row by itself is predicted as in a batch, to the bit, but not as fast: {@link
   * StudentModel} is for many rows.
   *
   * @param spark the session that knows the function from then on
   * @param name the function's name
   * @param student the {@code student} folder of a run, on the driver's machine
   * @throws io.retort.core.RetortException if it cannot be loaded
   */
  public static void register(SparkSession spark, String name, Path student) {
    StudentFiles files = StudentFiles.read(student);
    List<StudentHead> heads;
    try (ModelCache.Lease<Student> lease = LoadedStudents.take(files.hash(), () -> files)) {
      heads = lease.model().heads();
    }
    HeadColumns columns =
        new HeadColumns(
            new HeadColumns.Names("prediction", "probability", "label"), HeadColumns.Numbers.ARRAY);
    spark
        .udf()
        .register(
            name,
            new SampleFunction(ShippedStudent.of(spark, files), columns),
            result(heads, columns));
  }

  private static DataType result(List<StudentHead> heads, HeadColumns columns) {
    if (heads.size() == 1) {
      return DataTypes.createStructType(columns.fields(heads.get(0).task()));
    }
    List<StructField> all = new ArrayList<>();
    for (StudentHead head : heads) {
      all.add(
          DataTypes.createStructField(
              head.name(), DataTypes.createStructType(columns.fields(head.task())), false));
    }
    return DataTypes.createStructType(all);
  }
}
