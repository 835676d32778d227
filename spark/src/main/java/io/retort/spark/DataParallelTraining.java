package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.ReplicaResult;
import io.retort.runtime.experiment.ReplicaSettings;
import io.retort.runtime.experiment.ReplicatedRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.settings.Experiment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * One student of an experiment, trained by several tasks of a barrier stage: each takes its share
 * of every batch, and gradients or weights are averaged.
 */
public final class DataParallelTraining {
  private static final String AGAIN = "; start again, which goes on from the last checkpoint";

  private final ExperimentRun run;
  private final Path base;
  private final TrainingListener listener;

  private DataParallelTraining(ExperimentRun run, Path base, TrainingListener listener) {
    this.run = run;
    this.base = base;
    this.listener = listener;
  }

  /**
   * Reads an experiment.
   *
   * @param file the YAML file; it and the files that it names have the same names on all machines
   * @param overrides changes of the form {@code output=/shared/mine}
   * @param listener told of warnings, and of the training of a teacher on the driver
   * @return the training
   * @throws RetortException with all that is wrong
   */
  public static DataParallelTraining read(
      Path file, List<String> overrides, TrainingListener listener) {
    return new DataParallelTraining(
        Retort.discover().experiment(file, overrides), file.toAbsolutePath().getParent(), listener);
  }

  /**
   * The experiment.
   *
   * @return as it was read
   */
  public Experiment experiment() {
    return run.experiment();
  }

  /**
   * What has become of a student.
   *
   * @param folder has the folder {@code student}, and what else a run keeps
   * @param result its figures
   */
  public record Trained(Path folder, ReplicaResult result) {}

  /**
   * Trains. A training of the same experiment that was interrupted in the same folder is gone on
   * with.
   *
   * @param spark has a core for each task
   * @param settings which student, in how many tasks, and how they average
   * @return the student
   * @throws RetortException if it cannot be trained, in one sentence
   */
  public Trained train(SparkSession spark, ReplicaSettings settings) {
    int cores = spark.sparkContext().defaultParallelism();
    if (spark.sparkContext().isLocal() && cores < settings.replicas()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "There are "
              + cores
              + " cores for "
              + settings.replicas()
              + " tasks, which must all run at the same time; take fewer tasks, or more cores");
    }
    try (ReplicatedRun begun = ReplicatedRun.begin(run, settings, listener)) {
      try {
        ReplicaResult result = job(spark, settings, begun);
        begun.complete(result);
        return new Trained(begun.folder(), result);
      } catch (RuntimeException | Error failure) {
        begun.failed(failure);
        throw failure;
      }
    }
  }

  private ReplicaResult job(SparkSession spark, ReplicaSettings settings, ReplicatedRun begun) {
    TrainTask task =
        new TrainTask(run.resolvedYaml(), base, settings, begun.folder(), begun.teacher());
    List<Integer> ranks = IntStream.range(0, settings.replicas()).boxed().toList();
    ClassTag<TrainOutcome> type = ClassTag$.MODULE$.apply(TrainOutcome.class);
    RDD<TrainOutcome> stage =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(ranks, ranks.size())
            .rdd()
            .barrier()
            .mapPartitions(task, false, type);
    List<TrainOutcome> outcomes;
    try {
      // Spark starts the tasks of a barrier stage again only if it is not the last one of its job.
      outcomes = JavaRDD.fromRDD(stage, type).repartition(1).collect();
    } catch (Exception failure) {
      // That of Spark is checked, which Scala does not say.
      throw JobFailure.explained(failure, AGAIN);
    }
    outcomes.forEach(TrainOutcome::orThrow);
    return outcomes.get(0).orThrow();
  }
}
