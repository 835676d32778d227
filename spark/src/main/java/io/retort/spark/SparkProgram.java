package io.retort.spark;

import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.progress.TrainingListener;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * What programs for {@code spark-submit} have in common. They end with the exit code 2 if their
 * arguments are wrong, before Spark is started, and with 1 if something is refused.
 *
 * @param name of the application, as Spark shows it
 * @param usage how it is called, in a line
 */
record SparkProgram(String name, String usage) {
  /** Says on the console what is done and warned of. */
  static final TrainingListener CONSOLE =
      new TrainingListener() {
        @Override
        public void message(String message) {
          System.out.println(message);
        }

        @Override
        public void warning(Warning warning) {
          System.err.println("warning: " + warning);
        }
      };

  /**
   * Runs.
   *
   * @param arguments takes them apart, or throws an {@code IllegalArgumentException} that says in a
   *     sentence what is wrong with them
   * @param work what is done with them; gives what is printed at the end
   */
  <T> void run(Supplier<T> arguments, BiFunction<SparkSession, T, String> work) {
    T given;
    try {
      given = arguments.get();
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage() + "\nUsage: " + usage);
      System.exit(2);
      return;
    }
    SparkSession spark = SparkSession.builder().appName(name).getOrCreate();
    try {
      System.out.println(work.apply(spark, given));
    } catch (RetortException refusal) {
      System.err.println(refusal.getMessage());
      System.exit(1);
    } finally {
      spark.stop();
    }
  }
}
