package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.Signature;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.configuration.BoundValue;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.TeacherConfiguration;
import io.retort.runtime.experiment.assembly.TeacherParts;
import io.retort.serving.format.SignatureFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A teacher that adds its outputs to the rows of DataFrames, as columns. Its files are shipped to
 * the executors, each of which loads it once.
 */
public final class TeacherLabels {
  /** On as many samples as {@code ./retort label} does, a teacher is tried before it labels. */
  private static final int EXAMPLES = 256;

  private final BoundValue<LabelJob> job;
  private final ShippedFiles files;
  private final Signature signature;
  private final int[] inputShape;

  private TeacherLabels(
      BoundValue<LabelJob> job, ShippedFiles files, Signature signature, int[] inputShape) {
    this.job = job;
    this.files = files;
    this.signature = signature;
    this.inputShape = inputShape;
  }

  /**
   * Reads the file of a labelling.
   *
   * @param file the YAML file; relative paths in {@code data} and {@code teacher} begin at its
   *     folder
   * @param overrides changes of the form {@code threshold=0.9}
   * @return the labelling
   * @throws RetortException with all that is wrong
   */
  public static TeacherLabels read(Path file, List<String> overrides) {
    Path base = file.toAbsolutePath().getParent();
    Retort retort = Retort.discover();
    BoundValue<LabelJob> job =
        retort.bind(LabelJob.class, ConfigurationDocument.read(file).with(overrides), base);
    LabelJob settings = job.value();
    try (PartCache cache = new PartCache()) {
      Dataset data =
          TeacherParts.of(
                  new TeacherConfiguration(
                      Optional.of(settings.data()),
                      settings.split(),
                      settings.scaleTargets(),
                      settings.backend(),
                      settings.teacher()),
                  retort.catalog(),
                  base,
                  cache,
                  List.of(),
                  List.of())
              .prepared()
              .data();
      Map<String, Object> executors = new LinkedHashMap<>();
      Map<?, ?> written = (Map<?, ?>) job.tree();
      for (String key : List.of("backend", "teacher")) {
        if (written.get(key) != null) {
          executors.put(key, written.get(key));
        }
      }
      int[] shape = new int[data.inputShape().rank()];
      Arrays.setAll(shape, axis -> data.inputShape().extent(axis));
      return new TeacherLabels(
          job,
          ShippedFiles.read(executors),
          new Signature(data.preparation(), data.heads()),
          shape);
    }
  }

  LabelJob job() {
    return job.value();
  }

  /** All that determines what is written, besides the rows and the teacher's own content. */
  String settings() {
    LabelSettings kept = LabelSettings.of(job.value());
    return Sha256.of(
        (files.hash() + kept + Sha256.of(SignatureFile.encode(signature)))
            .getBytes(StandardCharsets.UTF_8));
  }

  /** A labelling whose teacher is ready to be shipped. */
  final class Ready {
    private final ShippedTeacher shipped;
    private final String fingerprint;
    private final List<StructField> added;
    private final PartitionLabels labels;

    private Ready(SparkSession spark, org.apache.spark.sql.Dataset<Row> rows) {
      PreparedRows prepared = new PreparedRows(signature.preparation());
      RowCells.require(rows.schema(), prepared.columns());
      RowCells cells = new RowCells(prepared.columns());
      List<Map<String, Object>> examples = new ArrayList<>();
      rows.takeAsList(EXAMPLES).forEach(row -> examples.add(new HashMap<>(cells.of(row))));
      if (examples.isEmpty()) {
        throw new RetortException(ErrorKind.DATA, "There are no rows to label");
      }
      this.shipped =
          new ShippedTeacher(
              settings(), files, SignatureFile.encode(signature), inputShape, examples);
      try (ModelCache.Lease<LoadedTeacher> lease =
          LoadedTeacher.take(shipped.hash(), () -> shipped)) {
        this.fingerprint = lease.model().fingerprint();
        this.added = LabelSettings.of(job.value()).columns(lease.model()).fields();
      }
      this.labels =
          new PartitionLabels(
              shipped.hash(),
              JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(shipped),
              LabelSettings.of(job.value()));
    }

    String fingerprint() {
      return fingerprint;
    }

    org.apache.spark.sql.Dataset<Row> label(org.apache.spark.sql.Dataset<Row> rows) {
      StructType all = rows.schema();
      for (StructField field : added) {
        if (Arrays.asList(all.fieldNames()).contains(field.name())) {
          throw new RetortException(
              ErrorKind.CONFIGURATION,
              "The rows have a column '"
                  + field.name()
                  + "' already; let the added ones begin otherwise with 'prefix'");
        }
        all = all.add(field);
      }
      return rows.mapPartitions(labels, Encoders.row(all));
    }
  }

  /** Tries the teacher on the first rows, and makes it ready. */
  Ready ready(SparkSession spark, org.apache.spark.sql.Dataset<Row> rows) {
    return new Ready(spark, rows);
  }

  /**
   * Adds the teacher's outputs to rows.
   *
   * @param rows any rows that have the columns of the data
   * @return the same rows with more columns, without those of which the teacher is not confident
   *     enough; labelled when they are asked for
   * @throws RetortException if a column is missing, or the teacher does not fit the data
   */
  public org.apache.spark.sql.Dataset<Row> transform(org.apache.spark.sql.Dataset<Row> rows) {
    return ready(rows.sparkSession(), rows).label(rows);
  }
}
