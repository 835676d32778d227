package io.retort.spark;

import io.retort.core.progress.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A program that runs a sweep, and ends the process of an executor once the first training is over:
 * those that this executor was making are lost.
 */
final class KillingSweep {
  private KillingSweep() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path sweep = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    SparkSession spark = SparkSession.builder().getOrCreate();
    Thread killer = new Thread(() -> kill(output, Path.of(arguments[2])), "killer");
    killer.setDaemon(true);
    killer.start();
    Sweep.run(spark, sweep, List.of(), output.toString(), TrainingListener.NONE);
    spark.stop();
  }

  private static void kill(Path output, Path marker) {
    try {
      while (!Files.isDirectory(output.resolve("_retort/trainings"))
          || ExperimentFiles.kept(output).isEmpty()) {
        Thread.sleep(10);
      }
      Optional<ProcessHandle> executor =
          ProcessHandle.current()
              .descendants()
              .filter(each -> each.info().command().orElse("").endsWith("java"))
              .findFirst();
      if (executor.isPresent() && executor.get().destroyForcibly()) {
        Files.writeString(marker, ExperimentFiles.kept(output).size() + " trainings were over");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException signal) {
      Thread.currentThread().interrupt();
    }
  }
}
