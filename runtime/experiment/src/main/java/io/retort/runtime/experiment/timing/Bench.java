package io.retort.runtime.experiment.timing;

import io.retort.core.augmentation.AugmentedSamples;
import io.retort.core.data.IndexSet;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.TrainingData;
import io.retort.core.metric.MetricSet;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.teacher.OutputStore;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingSettingsBuilder;
import io.retort.core.training.TrainingTask;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.result.BenchResult;
import io.retort.runtime.experiment.settings.BenchSettings;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.timing.StepClock.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Times the student's steps with the engine that trains it. */
public final class Bench {
  /** So many batches are enough for steps like any other, and the teacher need not run on more. */
  private static final int BATCHES = 64;

  private final RunParts run;
  private final Experiment experiment;
  private final StudentData parts;

  public Bench(RunParts run) {
    this.run = run;
    this.experiment = run.experiment();
    this.parts = run.data().student(experiment.seeds().get(0));
  }

  public BenchResult measure(BenchSettings settings) {
    TrainingSettings training = experiment.student().training();
    return new BenchResult(
        experiment.name(),
        experiment.backend().entry().name(),
        training.batch(),
        measure(settings, new InMemoryOutputs(Long.MAX_VALUE)),
        measure(settings, OutputStore.NONE),
        training.stepsFor(parts.data().train()),
        (run.alone().isPresent() ? 2 : 1) * experiment.seeds().size());
  }

  private BenchResult.StepTime measure(BenchSettings settings, OutputStore store) {
    StepClock clock = new StepClock();
    TrainingData all = parts.data();
    int batch = experiment.student().training().batch();
    int count = Math.min(all.train().size(), BATCHES * batch);
    TrainingSettings training = timed(settings, count, clock);
    Samples train = new Subset(all.train(), IndexSet.first(count));
    TrainingData raw =
        new TrainingData(
            all.inputShape(),
            all.heads(),
            train,
            new Subset(all.validation(), new int[] {0}),
            all.preparation());
    TrainingData data = training.augmented(raw);
    DistillationPlan plan = run.distilled(data, run.teacher().outputs());
    try (TeacherOutputs outputs =
        new TeacherOutputs(
            new TimedTeacher(run.teacher(), clock), data.train(), data.inputShape(), store)) {
      new Trainer(new TimedBackend(run.backend(), clock), TrainingListener.NONE, MetricSet.NONE)
          .train(
              new TrainingTask(
                  "bench",
                  experiment.seeds().get(0),
                  data,
                  labelled(count, data.train()),
                  TimedLoss.in(plan, clock),
                  Optional.of(outputs),
                  training,
                  training.steps().orElseThrow(),
                  run.start()));
    }
    return summary(clock.steps(), settings);
  }

  private TrainingSettings timed(BenchSettings settings, int samples, StepClock clock) {
    TrainingSettings training = experiment.student().training();
    // One step more: the last one has no next step to end it.
    int steps = settings.warmUp() + settings.blocks() * settings.blockSteps() + 1;
    TrainingSettingsBuilder timed =
        training.shortened(steps).toBuilder()
            .optimizer(new TimedOptimizer(training.optimizer(), clock));
    // The teacher need not run on views that no step shows.
    long passes = 1 + (long) steps * training.batch() / samples;
    training.augmentation().map(all -> all.limited((int) passes)).ifPresent(timed::augmentation);
    return timed.build();
  }

  private BitSet labelled(int count, Samples train) {
    BitSet labelled = (BitSet) parts.labelled().clone();
    if (count < labelled.length()) {
      labelled.clear(count, labelled.length());
    }
    return train instanceof AugmentedSamples views ? views.everyView(labelled) : labelled;
  }

  private static BenchResult.StepTime summary(
      List<Map<Phase, Long>> steps, BenchSettings settings) {
    // The outputs of a cached teacher are gathered before the first step; what is left are steps.
    int first = steps.size() - settings.blocks() * settings.blockSteps();
    List<Map<Phase, Double>> blocks = new ArrayList<>();
    for (int block = 0; block < settings.blocks(); block++) {
      int from = first + block * settings.blockSteps();
      blocks.add(mean(steps.subList(from, from + settings.blockSteps())));
    }
    double[] totals =
        blocks.stream()
            .mapToDouble(block -> block.values().stream().mapToDouble(Double::doubleValue).sum())
            .sorted()
            .toArray();
    Map<String, Double> phases = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      double[] sorted =
          blocks.stream().mapToDouble(block -> block.getOrDefault(phase, 0.0)).sorted().toArray();
      phases.put(phase.name().toLowerCase(Locale.ROOT), median(sorted));
    }
    return new BenchResult.StepTime(median(totals), totals[0], totals[totals.length - 1], phases);
  }

  private static Map<Phase, Double> mean(List<Map<Phase, Long>> steps) {
    Map<Phase, Double> mean = new LinkedHashMap<>();
    steps.forEach(
        step ->
            step.forEach(
                (phase, nanos) -> mean.merge(phase, nanos / 1e3 / steps.size(), Double::sum)));
    return mean;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
