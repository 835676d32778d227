package io.retort.spark;

import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.RunResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * The program for {@code spark-submit} that trains the students of an experiment on executors, for
 * each seed two: {@code Run EXPERIMENT.yaml OUTPUT [--set KEY=VALUE …]}. Figures, student and page
 * are those of {@code ./retort run}.
 */
public final class Run {
  private Run() {}

  /**
   * Runs an experiment.
   *
   * @param arguments the experiment file, the folder to write, and changes of the file's values
   */
  public static void main(String[] arguments) {
    new SparkProgram(
            "retort-run", "io.retort.spark.Run EXPERIMENT.yaml OUTPUT [--set KEY=VALUE ...]")
        .run(
            () ->
                ProgramArguments.of(arguments, Set.of("--set"))
                    .named(2, "an experiment and the folder to write"),
            Run::carryOut);
  }

  private static String carryOut(SparkSession spark, ProgramArguments given) {
    String output = given.names().get(1);
    RunResult result =
        run(spark, Path.of(given.names().get(0)), given.all("--set"), output, SparkProgram.CONSOLE);
    return result.comparisons().stream()
        .map(Run::gain)
        .collect(Collectors.joining("", "", "Figures, student and page are in " + output));
  }

  private static String gain(Comparison comparison) {
    return String.format(
        Locale.ROOT,
        "Gain of head '%s': %+.4f in %s, 95%% confidence interval %+.4f to %+.4f: %s%n",
        comparison.head(),
        comparison.score().mean(),
        comparison.score().figure(),
        comparison.score().low(),
        comparison.score().high(),
        comparison.verdict().words());
  }

  /**
   * Runs an experiment.
   *
   * @param spark trains, each student as a task
   * @param file the experiment file, which the driver reads
   * @param changes changes of it, of the form {@code seeds=[1, 2]}
   * @param output the folder to write, as Spark names it. If it is that of the same experiment, the
   *     students in it that had been trained are not trained again
   * @param listener is told of trainings
   * @return what it has found and made; the folder in it was a temporary one
   * @throws RetortException if it cannot be completed; students that have been trained are kept
   */
  public static RunResult run(
      SparkSession spark,
      Path file,
      List<String> changes,
      String output,
      TrainingListener listener) {
    Retort retort = Retort.discover();
    return ExperimentJob.in(
        folder -> {
          ExperimentRun run = retort.experiment(file, ExperimentJob.into(folder, changes));
          ExperimentJob job =
              ExperimentJob.of(spark, output, "the run '" + run.experiment().name() + "'");
          RunResult result =
              run.listen(listener)
                  .trainedBy(new SparkStudents(job.spark(), job.trainings(), run, retort.catalog()))
                  .run();
          job.publish(folder);
          return result;
        });
  }
}
