package io.retort.spark;

import io.retort.runtime.experiment.ReplicaSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * The program for {@code spark-submit} that trains one student of an experiment in several tasks:
 * {@code Train EXPERIMENT.yaml [--tasks N] [--arm distilled|alone] [--seed N] [--average
 * gradients|weights] [--every STEPS] [--set KEY=VALUE …]}, as {@link DataParallelTraining} does it.
 */
public final class Train {
  private static final String USAGE =
      "io.retort.spark.Train EXPERIMENT.yaml [--tasks N] [--arm distilled|alone] [--seed N]"
          + " [--average gradients|weights] [--every STEPS] [--set KEY=VALUE ...]";

  private Train() {}

  /**
   * Trains.
   *
   * @param arguments the experiment and how it is trained
   */
  public static void main(String[] arguments) {
    new SparkProgram("retort-train", USAGE).run(() -> parsed(arguments), Train::train);
  }

  private static ProgramArguments parsed(String[] arguments) {
    ProgramArguments given =
        ProgramArguments.of(
                arguments, Set.of("--tasks", "--arm", "--seed", "--average", "--every", "--set"))
            .named(1, "one experiment");
    // Before Spark is started.
    settings(given, 0);
    return given;
  }

  private static String train(SparkSession spark, ProgramArguments given) {
    DataParallelTraining training =
        DataParallelTraining.read(
            Path.of(given.names().get(0)), given.all("--set"), SparkProgram.CONSOLE);
    DataParallelTraining.Trained trained =
        training.train(spark, settings(given, training.experiment().seeds().get(0)));
    return "Steps made: " + trained.result().steps() + ", the student is in " + trained.folder();
  }

  private static ReplicaSettings settings(ProgramArguments given, long firstSeed) {
    String average = given.last("--average").orElse("gradients");
    boolean weights = average.equals("weights");
    if (!weights && !average.equals("gradients")) {
      throw new IllegalArgumentException(
          "The option --average takes gradients or weights, not '" + average + "'");
    }
    Optional<Long> every = given.number("--every");
    if (every.isPresent() != weights) {
      throw new IllegalArgumentException(
          weights
              ? "The average of weights needs the option --every, the steps between two of them"
              : "Gradients are averaged at every step; leave out --every, or add --average"
                  + " weights");
    }
    return new ReplicaSettings(
        given.last("--arm").orElse("distilled"),
        given.number("--seed").orElse(firstSeed),
        count(given.number("--tasks").orElse(2L), "--tasks"),
        weights ? count(every.get(), "--every") : 0);
  }

  private static int count(long number, String option) {
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("The option " + option + " takes a number above 0");
    }
    return (int) number;
  }
}
