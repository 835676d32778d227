package io.retort.runtime.experiment;

import com.google.inject.AbstractModule;
import io.retort.core.Warning;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.data.TrainingData;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.TeacherAnswers;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingTask;
import io.retort.runtime.experiment.assembly.Resources;
import io.retort.runtime.experiment.assembly.RunInjector;
import io.retort.runtime.experiment.assembly.StartWeights;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.settings.StudentSettings;
import io.retort.runtime.experiment.training.Preflight;
import io.retort.runtime.experiment.training.RunSteps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Trains the students of experiments that are much alike and measures them on validation samples.
 * Test samples are never read. Data, backend, teacher and the teacher's answers are made once for
 * all experiments that say the same about them.
 */
public final class Trials implements AutoCloseable {
  private final TrainingListener listener;
  private final Resources resources = new Resources();
  private final Set<Warning> warned = new HashSet<>();
  private final Map<List<Object>, Object> made = new LinkedHashMap<>();

  /**
   * No trials yet.
   *
   * @param listener is told how the training of teachers goes
   */
  public Trials(TrainingListener listener) {
    this.listener = listener;
  }

  /**
   * Checks what can be checked without training.
   *
   * @param run the experiment
   * @throws io.retort.core.RetortException for the first thing that does not fit
   */
  public void check(ExperimentRun run) {
    RunInjector parts = parts(run);
    // The same for all experiments.
    parts.warnings().stream().filter(warned::add).forEach(listener::warning);
    shared(Dataset.class, run, parts);
    shared(DataSplit.class, run, parts);
    shared(ComputeBackend.class, run, parts);
    parts.instance(Preflight.class).check();
  }

  /**
   * Trains the distilled student once.
   *
   * @param run the experiment
   * @param seed the training's seed
   * @param share the share of the experiment's training that is made, from 0 to 1
   * @return the student's figures
   * @throws io.retort.core.training.DivergedException if something is not finite
   * @throws io.retort.core.RetortException if the parts do not fit together
   */
  public Trial train(ExperimentRun run, long seed, double share) {
    RunInjector parts = parts(run);
    shared(Dataset.class, run, parts);
    DataSplit split = shared(DataSplit.class, run, parts);
    ComputeBackend backend = shared(ComputeBackend.class, run, parts);
    Teacher teacher = shared(Teacher.class, run, parts);
    MetricSet metrics = parts.instance(MetricSet.class);
    StudentData own = split.student(seed);
    TrainingData data = own.data();
    StudentSettings student = run.experiment().student();
    DistillationPlan plan =
        parts.instance(Strategy.class).plan(student.setting(data, teacher.outputs()));
    long steps =
        Math.max(
            plan.stages().size(), Math.round(share * student.training().stepsFor(data.train())));
    TrainingResult result =
        new Trainer(backend, TrainingListener.NONE, metrics)
            .train(
                new TrainingTask(
                    ArmResult.DISTILLED,
                    seed,
                    data,
                    own.labelled(),
                    plan,
                    Optional.of(answers(run, seed, teacher, data)),
                    student.training(),
                    steps,
                    parts.instance(StartWeights.class).weights()));
    SavedNetwork network = result.networks().get(DistillationPlan.STUDENT);
    return new Trial(
        metrics.deciding(data.heads()).name(),
        new ModelEvaluator(backend, split, metrics).measure(network, data.validation()),
        steps,
        result.seconds());
  }

  /**
   * What a training has shown.
   *
   * @param head the head whose score decides
   * @param validation metrics on the validation samples, by head
   * @param steps the number of batches it was trained on
   * @param seconds how long it took
   */
  public record Trial(String head, Map<String, Metrics> validation, long steps, double seconds) {}

  private RunInjector parts(ExperimentRun run) {
    return run.wired(
        resources,
        listener,
        new AbstractModule() {
          @Override
          protected void configure() {
            known(Dataset.class);
            known(DataSplit.class);
            known(ComputeBackend.class);
            known(Teacher.class);
          }

          private <T> void known(Class<T> type) {
            Object instance = made.get(key(type, run));
            if (instance != null) {
              bind(type).toInstance(type.cast(instance));
            }
          }
        });
  }

  private <T> T shared(Class<T> type, ExperimentRun run, RunInjector parts) {
    return type.cast(made.computeIfAbsent(key(type, run), absent -> parts.instance(type)));
  }

  private TeacherAnswers answers(ExperimentRun run, long seed, Teacher teacher, TrainingData data) {
    List<Object> key = new ArrayList<>(key(TeacherAnswers.class, run));
    key.add(seed);
    return (TeacherAnswers)
        made.computeIfAbsent(
            key,
            absent ->
                resources.add(
                    new TeacherAnswers(
                        teacher, data.train(), data.inputShape(), RunSteps.KEPT_BYTES)));
  }

  /** A part, and all of the configuration that it depends on. */
  private static List<Object> key(Class<?> part, ExperimentRun run) {
    Map<String, Object> split = new LinkedHashMap<>();
    ((Map<?, ?>) run.tree("split")).forEach((key, value) -> split.put((String) key, value));
    Object allSplit = new LinkedHashMap<>(split);
    Object seed = split.get("seed");
    // The teacher sees all training samples, however many of them the student sees.
    split.keySet().removeAll(Set.of("samples", "labelled"));
    Object data = run.tree("data");
    Object backend = run.tree("backend");
    Object scaled = run.tree("scale-targets");
    if (part == Dataset.class) {
      return Arrays.asList(part, data, seed);
    } else if (part == DataSplit.class) {
      return Arrays.asList(part, data, allSplit, scaled);
    } else if (part == ComputeBackend.class) {
      return Arrays.asList(part, backend, seed);
    }
    Object asked = part == Teacher.class ? split : allSplit;
    return Arrays.asList(part, data, backend, run.tree("teacher"), asked, scaled);
  }

  @Override
  public void close() {
    resources.close();
  }
}
