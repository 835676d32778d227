package io.retort.spark;

import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.progress.TrainingListener;
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
      "Usage: io.retort.spark.Train EXPERIMENT.yaml [--tasks N] [--arm distilled|alone] [--seed N]"
          + " [--average gradients|weights] [--every STEPS] [--set KEY=VALUE ...]";

  private static final TrainingListener TOLD =
      new TrainingListener() {
        @Override
        public void warning(Warning warning) {
          System.err.println("Warning: " + warning);
        }

        @Override
        public void message(String message) {
          System.err.println(message);
        }
      };

  private Train() {}

  /**
   * Trains.
   *
   * @param arguments the experiment and how it is trained
   */
  public static void main(String[] arguments) {
    ProgramArguments given;
    try {
      given =
          ProgramArguments.of(
              arguments, Set.of("--tasks", "--arm", "--seed", "--average", "--every", "--set"));
      if (given.names().size() != 1) {
        throw new IllegalArgumentException("Name one experiment, not " + given.names());
      }
      // Before Spark is started.
      settings(given, 0);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    }
    SparkSession spark = SparkSession.builder().appName("retort-train").getOrCreate();
    try {
      DataParallelTraining training =
          DataParallelTraining.read(Path.of(given.names().get(0)), given.all("--set"), TOLD);
      DataParallelTraining.Trained trained =
          training.train(spark, settings(given, training.experiment().seeds().get(0)));
      System.out.println(
          "Steps made: " + trained.result().steps() + ", the student is in " + trained.folder());
    } catch (RetortException refusal) {
      System.err.println(refusal.getMessage());
      System.exit(1);
    } finally {
      spark.stop();
    }
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
