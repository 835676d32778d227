package io.retort.runtime.experiment;

import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.SavedModel;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.runtime.configuration.BoundValue;
import io.retort.runtime.experiment.advice.DataAdvice;
import io.retort.runtime.experiment.advice.ExperimentAdvice;
import io.retort.runtime.experiment.advice.PlanAdvice;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.Recording;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.assembly.RunParts.Mode;
import io.retort.runtime.experiment.checkpoint.StopRequest;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.result.BenchResult;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.settings.BenchSettings;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.timing.Bench;
import io.retort.runtime.experiment.training.ConcurrentTrainings;
import io.retort.runtime.experiment.training.LocalRunner;
import io.retort.runtime.experiment.training.Preflight;
import io.retort.runtime.experiment.training.StudentRunner;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * An experiment that is ready to run, with the listeners and Guice modules that a program adds.
 * Each {@link #run} stands alone: it has an injector, a data set, a backend and a folder of its
 * own.
 */
public final class ExperimentRun {
  private final PluginCatalog catalog;
  private final BoundValue<Experiment> experiment;
  private final Path base;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final List<Module> modules = new ArrayList<>();
  private final StopRequest stop = new StopRequest("run");
  private final Optional<ResumedRun> resumed;
  private OptionalInt jobs = OptionalInt.empty();
  private StudentRunner runner = new LocalRunner();

  ExperimentRun(PluginCatalog catalog, BoundValue<Experiment> experiment, Path base) {
    this(catalog, experiment, base, Optional.empty());
  }

  ExperimentRun(
      PluginCatalog catalog,
      BoundValue<Experiment> experiment,
      Path base,
      Optional<ResumedRun> resumed) {
    this.catalog = catalog;
    this.experiment = experiment;
    this.base = base;
    this.resumed = resumed;
  }

  /**
   * The experiment.
   *
   * @return the bound configuration
   */
  public Experiment experiment() {
    return experiment.value();
  }

  /**
   * The folder that relative paths of the configuration start from.
   *
   * @return an absolute path
   */
  public Path base() {
    return base;
  }

  /**
   * The whole configuration as plain data, defaults included, but for the output folder.
   *
   * @return what {@link #resolvedYaml} writes, with absolute paths
   */
  public Map<String, Object> resolved() {
    Map<String, Object> tree = new LinkedHashMap<>();
    ((Map<?, ?>) experiment.tree()).forEach((key, value) -> tree.put(key.toString(), value));
    tree.remove("output");
    return tree;
  }

  /**
   * The whole configuration, defaults included, but for the output folder, which a second run could
   * not use.
   *
   * @return YAML that can itself be run
   */
  public String resolvedYaml() {
    return RunExecution.yaml(experiment, List.of());
  }

  /**
   * Adds a listener.
   *
   * @param listener is told of every epoch
   * @return this object
   */
  public ExperimentRun listen(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Adds a listener.
   *
   * @param listener is told how the run goes as a whole
   * @return this object
   */
  public ExperimentRun listen(RunListener listener) {
    modules.add(
        binder ->
            Multibinder.newSetBinder(binder, RunListener.class).addBinding().toInstance(listener));
    return this;
  }

  /**
   * Adds bindings, which override the run's own, those of plugins and those that were added before.
   *
   * @param module a Guice module
   * @return this object
   */
  public ExperimentRun with(Module module) {
    modules.add(module);
    return this;
  }

  /**
   * Sets how many students are trained at the same time, each in a thread of its own. What they
   * become does not depend on it. Unless it is set, there are as many as {@link
   * io.retort.core.backend.ComputeBackend#concurrentTrainings()}.
   *
   * @param count at least 1, for one after the other; at most what the backend can do
   * @return this object
   */
  public ExperimentRun jobs(int count) {
    jobs = OptionalInt.of(ConcurrentTrainings.requireSome(count));
    return this;
  }

  /**
   * Sets where students are trained; without it, that is this process.
   *
   * @param elsewhere trains them, as many at the same time as it can
   * @return this object
   */
  // For the module spark, which is on the class path: no module can name the type.
  @SuppressWarnings("exports")
  public ExperimentRun trainedBy(StudentRunner elsewhere) {
    runner = elsewhere;
    return this;
  }

  /**
   * Checks what can be checked without training: data, networks, strategy and losses fit together.
   *
   * @return what is allowed but likely a mistake
   * @throws RetortException for the first thing that does not fit
   */
  public List<Warning> check() {
    try (PartCache cache = new PartCache()) {
      return check(parts(cache, Mode.TRAINING, List.of()));
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  private List<Warning> check(RunParts parts) {
    Optional<DistillationPlan> plan;
    try (Phase phase = Phase.begin(parts.listener(), "Checking the experiment", 1)) {
      plan = new Preflight(parts).check();
      phase.advance(1);
    }
    List<Warning> warnings = new ArrayList<>(parts.warnings());
    warnings.addAll(parts.log().warnings());
    warnings.addAll(ExperimentAdvice.of(experiment, parts.data()));
    plan.map(stages -> PlanAdvice.of(stages, experiment().student().training().optimizer()))
        .ifPresent(warnings::addAll);
    warnings.addAll(DataAdvice.of(parts.data(), experiment().seeds(), parts.listener()));
    return warnings;
  }

  /**
   * Asks a run under way to save its state and end: {@link #run} then throws a {@link
   * RetortException} of the kind {@code INTERRUPTED}. May be called from any thread, and returns at
   * once.
   */
  public void stop() {
    stop.request();
  }

  /**
   * Runs the experiment.
   *
   * @return what it has found and made
   * @throws RetortException if it cannot be completed, with the place and the fix
   */
  public RunResult run() {
    Instant started = Instant.now();
    Optional<ResumedRun> begun = resumed;
    while (true) {
      try {
        return run(begun, started);
      } catch (RuntimeException end) {
        begun = begun.flatMap(run -> run.again(end));
        if (begun.isEmpty()) {
          throw end;
        }
      }
    }
  }

  private String words(ComputeBackend backend) {
    Map<String, String> words = new LinkedHashMap<>(backend.environment());
    words.put("precision", backend.precision());
    return words.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(
            Collectors.joining(
                ", ", "Backend " + experiment().backend().entry().name() + ": ", ""));
  }

  private RunResult run(Optional<ResumedRun> begun, Instant started) {
    try (PartCache cache = new PartCache()) {
      RunParts parts =
          RunParts.of(
              experiment(),
              catalog,
              base,
              cache,
              Mode.TRAINING,
              new Recording(true, Optional.of(stop), begun.map(ResumedRun::folder)),
              listeners,
              modules);
      RunListener listener = parts.runListener();
      try {
        ConcurrentTrainings concurrent =
            ConcurrentTrainings.of(runner.concurrentTrainings(parts), jobs);
        parts.listener().message(words(parts.backend()));
        check(parts).forEach(parts.listener()::warning);
        parts.augmentationNote().ifPresent(parts.listener()::message);
        RunResult result =
            new RunExecution(catalog, experiment, base, modules, begun, runner, concurrent)
                .run(parts, started);
        listener.completed(result);
        return result;
      } catch (LinkageError misfit) {
        RetortException explained = catalog.explain(misfit);
        listener.failed(explained);
        throw explained;
      } catch (RuntimeException | Error failure) {
        if (begun.flatMap(run -> run.again(failure)).isPresent()) {
          parts
              .listener()
              .message(
                  "What was changed comes too late for the state that a training went on from:"
                      + " going on from an earlier one");
        } else {
          listener.failed(failure);
        }
        throw failure;
      }
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  /**
   * Times the student's steps, with the teacher's outputs kept and with the teacher running in
   * every step, without training to the end.
   *
   * @param settings how long
   * @return the times
   * @throws RetortException if the experiment cannot begin
   */
  public BenchResult bench(BenchSettings settings) {
    try (PartCache cache = new PartCache()) {
      RunParts parts = parts(cache, Mode.TIMING, listeners);
      new Preflight(parts).check();
      return new Bench(parts).measure(settings);
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  /** A network's metrics on the test samples. */
  Map<String, Metrics> evaluate(SavedModel model) {
    try (PartCache cache = new PartCache()) {
      RunParts parts = parts(cache, Mode.TRAINING, List.of());
      ModelEvaluator evaluator = parts.evaluator();
      return evaluator.measure(model, evaluator.taught(parts.data().test(), parts::teacher));
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  PluginCatalog catalog() {
    return catalog;
  }

  private RunParts parts(PartCache cache, Mode mode, List<TrainingListener> told) {
    return RunParts.of(experiment(), catalog, base, cache, mode, Recording.NONE, told, modules);
  }

  /**
   * Parts of a later repeat: data, backend and all who are told are those of the first.
   *
   * @param first the parts of the first repeat
   * @param number counts from 1
   * @param cache keeps and closes what is made for it
   */
  RunParts repeat(RunParts first, int number, PartCache cache) {
    return RepeatParts.of(experiment(), catalog, base, modules, first, number, cache);
  }

  /**
   * Parts for trainings outside of a run.
   *
   * @param checkpoints where the training of a teacher goes on from
   */
  RunParts parts(PartCache cache, TrainingListener listener, CheckpointStore checkpoints) {
    List<Module> all = new ArrayList<>(modules);
    all.add(binder -> binder.bind(CheckpointStore.class).toInstance(checkpoints));
    return RunParts.of(
        experiment(), catalog, base, cache, Mode.TRAINING, Recording.NONE, List.of(listener), all);
  }
}
