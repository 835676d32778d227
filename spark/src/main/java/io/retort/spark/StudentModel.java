package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputPreparation;
import io.retort.serving.Student;
import io.retort.serving.StudentHead;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A saved student as a stage of a Spark ML pipeline. It reads the raw columns of the table that the
 * student has learned from, by their names, or one column with a text, an image or prepared values,
 * and adds what the student predicts: of classes {@code prediction} (a number), {@code probability}
 * (a vector) and {@code predictedLabel} (the class); where there are several heads, {@code
 * prediction_HEAD} and so on. Predictions are those of {@code ./retort predict} to the bit.
 *
 * <pre>{@code
 * StudentModel student = StudentModel.of(Path.of("runs/churn/20260101-120000-000/student"));
 * student.transform(spark.read().parquet("customers")).write().parquet("predicted");
 * }</pre>
 *
 * <p>The files of the student are part of the stage: saved with it, and shipped to executors, which
 * load them once for all their tasks.
 */
public final class StudentModel extends Transformer implements DefaultParamsWritable {
  @Serial private static final long serialVersionUID = 1;

  private static final String STUDENT = "student";
  private static final String ERROR = "error";
  private static final String SKIP = "skip";

  private final String uid;
  private final StudentFiles files;

  private final Param<String> inputCol;
  private final Param<String> predictionCol;
  private final Param<String> probabilityCol;
  private final Param<String> predictedLabelCol;
  private final Param<String> handleInvalid;

  /**
   * A stage with parameters and no student, as Spark makes one while it reads a pipeline.
   *
   * @param uid its name among other stages
   */
  public StudentModel(String uid) {
    this(uid, null);
  }

  private StudentModel(String uid, StudentFiles files) {
    this.uid = uid;
    this.files = files;
    this.inputCol =
        new Param<>(
            this,
            "inputCol",
            "the column with the text, the image or the prepared values; not set, the row is read"
                + " by the names of its columns");
    this.predictionCol =
        new Param<>(this, "predictionCol", "the column for the number of the class, or the values");
    this.probabilityCol =
        new Param<>(
            this, "probabilityCol", "the column for the probabilities of classes or labels");
    this.predictedLabelCol =
        new Param<>(
            this, "predictedLabelCol", "the column for the name of the class, or of labels");
    this.handleInvalid =
        new Param<>(
            this,
            "handleInvalid",
            "what becomes of rows that cannot be prepared: 'error' stops, 'skip' leaves them out");
    setDefault(predictionCol, "prediction");
    setDefault(probabilityCol, "probability");
    setDefault(predictedLabelCol, "predictedLabel");
    setDefault(handleInvalid, ERROR);
  }

  /**
   * A saved student.
   *
   * @param folder the {@code student} folder of a run, on the driver's machine
   * @return a stage with all defaults
   * @throws RetortException if its files cannot be read
   */
  public static StudentModel of(Path folder) {
    return new StudentModel(newUid(), StudentFiles.read(folder)).checked();
  }

  /**
   * A saved student in any file system that Spark knows.
   *
   * @param spark knows the file system's settings
   * @param folder such as {@code hdfs://…/student}
   * @return a stage with all defaults
   * @throws RetortException if its files cannot be read
   */
  public static StudentModel of(SparkSession spark, String folder) {
    return new StudentModel(
            newUid(), StudentFiles.read(folder, spark.sparkContext().hadoopConfiguration()))
        .checked();
  }

  private static String newUid() {
    return "student_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  /** A student that cannot be loaded is found out now. */
  private StudentModel checked() {
    take().close();
    return this;
  }

  private ModelCache.Lease<Student> take() {
    return LoadedStudents.take(files().hash(), this::files);
  }

  private StudentFiles files() {
    if (files == null) {
      throw new IllegalStateException(
          "The stage " + uid + " has no student; make it with StudentModel.of or load");
    }
    return files;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The column with the text, the image or the prepared values. */
  public Param<String> inputCol() {
    return inputCol;
  }

  /** The column for the number of the class, or the values. */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /** The column for the probabilities of classes or labels. */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /** The column for the name of the class, or of the labels that are set. */
  public Param<String> predictedLabelCol() {
    return predictedLabelCol;
  }

  /** What becomes of rows that cannot be prepared. */
  public Param<String> handleInvalid() {
    return handleInvalid;
  }

  /**
   * Sets the column that has the sample.
   *
   * @param name a column with texts, images or prepared values
   * @return this stage
   */
  public StudentModel setInputCol(String name) {
    set(inputCol, name);
    return this;
  }

  /**
   * Sets the name of the column for the number of the class, or the values.
   *
   * @param name a column that is not yet there
   * @return this stage
   */
  public StudentModel setPredictionCol(String name) {
    set(predictionCol, name);
    return this;
  }

  /**
   * Sets the name of the column for probabilities.
   *
   * @param name a column that is not yet there
   * @return this stage
   */
  public StudentModel setProbabilityCol(String name) {
    set(probabilityCol, name);
    return this;
  }

  /**
   * Sets the name of the column for the name of the class.
   *
   * @param name a column that is not yet there
   * @return this stage
   */
  public StudentModel setPredictedLabelCol(String name) {
    set(predictedLabelCol, name);
    return this;
  }

  /**
   * Says what becomes of rows that cannot be prepared.
   *
   * @param how {@code error} or {@code skip}
   * @return this stage
   */
  public StudentModel setHandleInvalid(String how) {
    if (!List.of(ERROR, SKIP).contains(how)) {
      throw new IllegalArgumentException(
          "handleInvalid is '" + how + "', and must be '" + ERROR + "' or '" + SKIP + "'");
    }
    set(handleInvalid, how);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    try (ModelCache.Lease<Student> lease = take()) {
      requireInput(schema, lease);
      StructType all = schema;
      List<StudentHead> heads = lease.model().heads();
      List<HeadColumns> columns = columns(heads);
      for (int i = 0; i < heads.size(); i++) {
        for (StructField field : columns.get(i).fields(heads.get(i).task())) {
          if (Arrays.asList(all.fieldNames()).contains(field.name())) {
            throw new RetortException(
                ErrorKind.CONFIGURATION,
                "The rows have a column '"
                    + field.name()
                    + "' already; name another one with setPredictionCol, setProbabilityCol or"
                    + " setPredictedLabelCol");
          }
          all = all.add(field);
        }
      }
      return all;
    }
  }

  private void requireInput(StructType schema, ModelCache.Lease<Student> lease) {
    if (isSet(inputCol)) {
      if (!Arrays.asList(schema.fieldNames()).contains(getOrDefault(inputCol))) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The rows have no column '"
                + getOrDefault(inputCol)
                + "', which inputCol names; their columns are "
                + Arrays.toString(schema.fieldNames()));
      }
    } else if (lease.model().preparation() instanceof InputPreparation.Table) {
      RowCells.require(schema, lease.model().preparation().columns());
    } else {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The student has not learned from a table; name the column with its images or prepared"
              + " values with setInputCol");
    }
  }

  private List<HeadColumns> columns(List<StudentHead> heads) {
    return HeadColumns.of(
        heads,
        new HeadColumns.Names(
            getOrDefault(predictionCol),
            getOrDefault(probabilityCol),
            getOrDefault(predictedLabelCol)),
        HeadColumns.Numbers.VECTOR);
  }

  /**
   * Adds predictions.
   *
   * @param rows any rows that have the student's columns
   * @return the same rows with more columns; predicted when they are asked for
   * @throws RetortException if a column is missing, or of a type that the student cannot read
   */
  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    StructType schema = transformSchema(rows.schema());
    try (ModelCache.Lease<Student> lease = take()) {
      return rows.toDF()
          .mapPartitions(
              new PartitionPredictions(
                  ShippedStudent.of(rows.sparkSession(), files()),
                  isSet(inputCol) ? rows.schema().fieldIndex(getOrDefault(inputCol)) : -1,
                  columns(lease.model().heads()),
                  getOrDefault(handleInvalid).equals(SKIP)),
              Encoders.row(schema));
    }
  }

  @Override
  public StudentModel copy(ParamMap extra) {
    return copyValues(new StudentModel(uid, files), extra);
  }

  /**
   * Writes the stage with the files of the student.
   *
   * @return Spark's writer
   */
  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** Writes the parameters alone. */
  private MLWriter parameters() {
    return DefaultParamsWritable.super.write();
  }

  /**
   * Reads a stage that was saved, as Spark does for a pipeline.
   *
   * @return Spark's reader
   */
  public static MLReader<StudentModel> read() {
    return new Reader();
  }

  /**
   * Reads a stage that was saved.
   *
   * @param path where it was saved
   * @return the stage
   */
  public static StudentModel load(String path) {
    return read().load(path);
  }

  /** Spark's own files of the parameters, and a folder with those of the student beside them. */
  private static final class Writer extends MLWriter {
    private final StudentModel model;

    Writer(StudentModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      try {
        model.parameters().session(sparkSession()).save(path);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      model.files().write(path + "/" + STUDENT, sc().hadoopConfiguration());
    }
  }

  private static final class Reader extends MLReader<StudentModel> {
    @Override
    public StudentModel load(String path) {
      StudentModel parameters =
          new DefaultParamsReadable<StudentModel>() {}.read().session(sparkSession()).load(path);
      StudentFiles files = StudentFiles.read(path + "/" + STUDENT, sc().hadoopConfiguration());
      return parameters
          .copyValues(new StudentModel(parameters.uid, files), new ParamMap())
          .checked();
    }
  }
}
