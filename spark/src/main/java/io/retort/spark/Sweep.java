package io.retort.spark;

import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.sweep.SweepResult;
import io.retort.runtime.experiment.sweep.SweepRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * The program for {@code spark-submit} that trains the candidates of a sweep on executors: {@code
 * Sweep SWEEP.yaml OUTPUT [--set KEY=VALUE …]}. Figures, table and page are those of {@code
 * ./retort sweep}.
 */
public final class Sweep {
  private Sweep() {}

  /**
   * Runs a sweep.
   *
   * @param arguments the sweep file, the folder to write, and changes of the file's values
   */
  public static void main(String[] arguments) {
    new SparkProgram(
            "retort-sweep", "io.retort.spark.Sweep SWEEP.yaml OUTPUT [--set KEY=VALUE ...]")
        .run(
            () ->
                ProgramArguments.of(arguments, Set.of("--set"))
                    .named(2, "a sweep and the folder to write"),
            Sweep::carryOut);
  }

  private static String carryOut(SparkSession spark, ProgramArguments given) {
    String output = given.names().get(1);
    SweepResult result =
        run(spark, Path.of(given.names().get(0)), given.all("--set"), output, SparkProgram.CONSOLE);
    return "The best of "
        + result.rungs().get(0).size()
        + " candidates is "
        + result.best().candidate()
        + ", with a mean validation "
        + result.score()
        + " of "
        + result.best().mean()
        + "; its configuration is best.yaml in "
        + output;
  }

  /**
   * Runs a sweep.
   *
   * @param spark trains, each student as a task
   * @param file the sweep file, which the driver reads
   * @param changes changes of it, of the form {@code seeds=[1, 2]}
   * @param output the folder to write, as Spark names it. If it is that of the same sweep, the
   *     trainings in it that had come to their end are not made again
   * @param listener is told of trainings
   * @return what it has found; the folder in it was a temporary one
   * @throws RetortException if it cannot be completed; trainings that have come to their end are
   *     kept
   */
  public static SweepResult run(
      SparkSession spark,
      Path file,
      List<String> changes,
      String output,
      TrainingListener listener) {
    Retort retort = Retort.discover();
    return ExperimentJob.in(
        folder -> {
          SweepRun sweep = SweepRun.read(retort, file, ExperimentJob.into(folder, changes));
          ExperimentJob job = ExperimentJob.of(spark, output, "the sweep '" + sweep.name() + "'");
          try (SparkTrials trials =
              new SparkTrials(job.spark(), job.trainings(), sweep, retort.catalog())) {
            SweepResult result = sweep.listen(listener).trainedBy(trials).run();
            job.publish(folder);
            return result;
          }
        });
  }
}
