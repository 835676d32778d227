package io.retort.spark;

import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.recording.RunRecord;
import io.retort.runtime.experiment.sweep.FinishedTraining;
import io.retort.runtime.experiment.sweep.SweepRun;
import io.retort.runtime.experiment.sweep.TrialRunner;
import io.retort.runtime.experiment.training.Cancellation;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Makes the trainings of a sweep as tasks of Spark. */
final class SparkTrials implements TrialRunner, AutoCloseable {
  private final KeptTrainings trainings;
  private final Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
  private final ShippedExperiments experiments;
  private final Broadcast<ShippedExperiments> broadcast;
  private final String plugins;
  private String samples = "";

  SparkTrials(
      JavaSparkContext spark, KeptTrainings trainings, SweepRun sweep, PluginCatalog catalog) {
    this.trainings = trainings;
    int threads = spark.getConf().getInt("spark.task.cpus", 1);
    sweep
        .experiments()
        .forEach(
            (candidate, run) ->
                configurations.put(
                    Integer.toString(candidate.number()),
                    ShippedExperiments.configuration(run, threads)));
    this.experiments = ShippedExperiments.of(configurations, catalog);
    this.broadcast = spark.broadcast(experiments);
    this.plugins = RunRecord.versions(catalog).toString();
  }

  @Override
  public int concurrentTrainings() {
    return trainings.concurrentTrainings();
  }

  @Override
  public void begin(String hash) {
    samples = hash;
  }

  @Override
  public FinishedTraining train(
      FinishedTraining.Place place, double share, Cancellation cancellation) {
    Map<String, Object> configuration =
        new LinkedHashMap<>(configurations.get(Integer.toString(place.candidate())));
    // Neither changes what comes of a training.
    configuration.remove("name");
    configuration.remove("seeds");
    FinishedTraining made =
        trainings.make(
            List.of(
                samples,
                plugins,
                experiments.files().contents(),
                configuration.toString(),
                Long.toString(place.seed()),
                Double.toString(share)),
            new TrainingTask(
                experiments.hash(),
                broadcast,
                new TrialRequest(place.rung(), place.candidate(), place.seed(), share)),
            cancellation,
            kept -> Json.read(new String(kept, StandardCharsets.UTF_8), FinishedTraining.class));
    // It may have had another number.
    return new FinishedTraining(
        place, made.head(), made.steps(), made.validation(), made.failure(), made.seconds());
  }

  @Override
  public void close() {
    broadcast.destroy();
  }
}
