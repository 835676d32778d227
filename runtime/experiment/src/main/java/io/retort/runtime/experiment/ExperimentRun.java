package io.retort.runtime.experiment;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.training.DivergedException;
import io.retort.runtime.common.json.Json;
import io.retort.runtime.configuration.Bound;
import io.retort.runtime.experiment.advice.DataAdvice;
import io.retort.runtime.experiment.advice.ExperimentAdvice;
import io.retort.runtime.experiment.advice.PlanAdvice;
import io.retort.runtime.experiment.advice.ResultAdvice;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.assembly.RunParts.Mode;
import io.retort.runtime.experiment.assembly.WarningLog;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.evaluation.ArmComparison;
import io.retort.runtime.experiment.evaluation.RepeatResult;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.recording.CompletedRun;
import io.retort.runtime.experiment.recording.Exports;
import io.retort.runtime.experiment.recording.HashingStore;
import io.retort.runtime.experiment.recording.ReplacedPart;
import io.retort.runtime.experiment.recording.ResultDocument;
import io.retort.runtime.experiment.recording.RunRecord;
import io.retort.runtime.experiment.result.BenchResult;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.settings.BenchSettings;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.timing.Bench;
import io.retort.runtime.experiment.training.Preflight;
import io.retort.runtime.experiment.training.RunSteps;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import io.retort.runtime.serving.model.NetworkFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An experiment that is ready to run, with the listeners and Guice modules that a program adds.
 * Each {@link #run} stands alone: it has an injector, a data set, a backend and a folder of its
 * own.
 */
public final class ExperimentRun {
  private final PluginCatalog catalog;
  private final Bound<Experiment> experiment;
  private final Path base;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final List<Module> modules = new ArrayList<>();

  ExperimentRun(PluginCatalog catalog, Bound<Experiment> experiment, Path base) {
    this.catalog = catalog;
    this.experiment = experiment;
    this.base = base;
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
   * The whole configuration, defaults included, but for the output folder, which a second run could
   * not use.
   *
   * @return YAML that can itself be run
   */
  public String resolvedYaml() {
    return resolvedYaml(List.of());
  }

  /** What was replaced is no part of what ran, and stands in a comment. */
  private String resolvedYaml(List<ReplacedPart> replaced) {
    Map<Object, Object> tree = new LinkedHashMap<>((Map<?, ?>) experiment.tree());
    tree.remove("output");
    StringBuilder comment = new StringBuilder();
    for (ReplacedPart part : replaced) {
      if (!part.key().isEmpty()) {
        tree.remove(part.key());
        comment.append("# ").append(part.key()).append(": bound by the ").append(part.by());
        comment.append(" (").append(part.type()).append("), not chosen here\n");
      }
    }
    return comment + experiment.writtenAs(tree).toYaml();
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
   * Checks what can be checked without training: data, networks, strategy and losses fit together.
   *
   * @return what is allowed but likely a mistake
   * @throws RetortException for the first thing that does not fit
   */
  public List<Warning> check() {
    try (PartCache cache = new PartCache()) {
      return check(parts(cache, Mode.UNRECORDED, List.of()));
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  private List<Warning> check(RunParts parts) {
    Optional<DistillationPlan> plan = new Preflight(parts).check();
    List<Warning> warnings = new ArrayList<>(parts.warnings());
    warnings.addAll(parts.log().warnings());
    warnings.addAll(ExperimentAdvice.of(experiment, parts.data()));
    plan.map(stages -> PlanAdvice.of(stages, experiment().student().training().optimizer()))
        .ifPresent(warnings::addAll);
    warnings.addAll(DataAdvice.of(parts.data(), experiment().seeds()));
    return warnings;
  }

  /**
   * Runs the experiment.
   *
   * @return what it has found and made
   * @throws RetortException if it cannot be completed, with the place and the fix
   */
  public RunResult run() {
    Instant started = Instant.now();
    try (PartCache cache = new PartCache()) {
      RunParts parts = parts(cache, Mode.RECORDED, listeners);
      RunListener listener = parts.runListener();
      try {
        RunResult result = run(parts, started);
        listener.completed(result);
        return result;
      } catch (LinkageError misfit) {
        RetortException explained = catalog.explain(misfit);
        listener.failed(explained);
        throw explained;
      } catch (RuntimeException | Error failure) {
        listener.failed(failure);
        throw failure;
      }
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  private RunResult run(RunParts parts, Instant started) {
    check(parts).forEach(parts.listener()::warning);
    try (HashingStore store = parts.store()) {
      store.open();
      return run(parts, store, started);
    }
  }

  private RunResult run(RunParts parts, HashingStore store, Instant started) {
    List<ReplacedPart> replaced = parts.replaced();
    String yaml = resolvedYaml(replaced);
    store.write("config.yaml", utf8(yaml));
    parts.runListener().started(experiment(), yaml);
    try {
      RunResult result = result(parts, store);
      RunRecord record = RunRecord.of(experiment(), catalog, replaced, started, Instant.now());
      store.write("run.json", utf8(Json.pretty(record)));
      conclude(store, result);
      parts.runListener().measured(result);
      RunResult complete = exported(parts, store, result);
      store.complete();
      return complete;
    } catch (DivergedException diverged) {
      String lastGood = "last-good/";
      NetworkFolder.write(
          new SavedModel(diverged.lastGood(), Optional.empty()),
          (name, content) -> store.write(lastGood + name, content));
      throw new RetortException(
          diverged.kind(),
          diverged.getMessage()
              + " and lie in "
              + RunStore.place(store.location().resolve(lastGood)),
          diverged);
    }
  }

  /** Writes what says that all that the run has found and made is there. */
  private static void conclude(HashingStore store, RunResult result) {
    store.write(CompletedRun.RESULT, utf8(Json.pretty(ResultDocument.of(result, store.hashes()))));
  }

  /** Exports the student, now that nothing can be lost by it. */
  private RunResult exported(RunParts parts, HashingStore store, RunResult result) {
    if (experiment().exporters().isEmpty()) {
      if (catalog.entries(PluginKind.EXPORTER).isEmpty()) {
        parts.listener().message(Exports.NONE_INSTALLED);
      }
      return result;
    }
    Signature taught = parts.data().teacher().signature();
    Exports exports = new Exports(catalog, new SavedModel(result.student(), Optional.of(taught)));
    experiment().exporters().forEach(plugin -> exports.tryWrite(plugin, store));
    TrainingListener listener = parts.listener();
    exports.notes().forEach(listener::message);
    exports.failures().forEach(listener::warning);
    RunResult complete = exported(result, exports);
    conclude(store, complete);
    return complete;
  }

  private static RunResult exported(RunResult result, Exports exports) {
    List<Warning> warnings = new ArrayList<>(result.warnings());
    warnings.addAll(exports.failures());
    return new RunResult(
        result.name(),
        result.location(),
        result.teachers(),
        result.students(),
        result.comparisons(),
        result.studentSeed(),
        result.student(),
        exports.notes(),
        warnings,
        result.environment());
  }

  /** Runs every repeat and puts together what has come of them. */
  private RunResult result(RunParts parts, RunStore store) {
    int count = experiment().split().repeats();
    TrainingListener listener = parts.listener();
    List<RepeatResult> repeats = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      if (count > 1) {
        listener.message("Repeat " + number + " of " + count);
      }
      try (PartCache cache = new PartCache()) {
        RunParts own = number == 1 ? parts : again(parts, number, cache);
        if (number > 1) {
          advise(own.data(), number, parts);
        }
        repeats.add(new RunSteps(own).run(store, number));
      }
    }
    DataSplit split = parts.data();
    List<List<ArmComparison.Pair>> pairs = repeats.stream().map(RepeatResult::pairs).toList();
    RepeatResult first = repeats.get(0);
    WarningLog log = parts.log();
    ResultAdvice.of(split.teacher().heads(), repeats).forEach(log::add);
    ComputeBackend backend = parts.backend();
    backend
        .findings()
        .forEach(finding -> log.add(new Warning("backend-finding", "backend", finding)));
    return new RunResult(
        experiment().name(),
        store.location(),
        repeats.stream().map(repeat -> repeat.teacher().result()).toList(),
        repeats.stream().flatMap(RepeatResult::students).toList(),
        split.teacher().heads().stream().map(head -> ArmComparison.of(head, split, pairs)).toList(),
        first.chosen().seed(),
        first.chosen().network(),
        List.of(),
        log.warnings(),
        backend.environment());
  }

  /** Says of the samples that a later repeat draws what was not said of those before. */
  private void advise(DataSplit split, int number, RunParts first) {
    List<Warning> known = first.log().warnings();
    for (Warning warning : DataAdvice.of(split, experiment().seeds())) {
      if (known.stream()
          .noneMatch(
              said -> said.code().equals(warning.code()) && said.place().equals(warning.place()))) {
        first
            .listener()
            .warning(
                new Warning(
                    warning.code(),
                    warning.place(),
                    "in repeat " + number + ", " + warning.sentence()));
      }
    }
  }

  /** The parts of a later repeat: data, backend and all who are told are those of the first. */
  private RunParts again(RunParts first, int number, PartCache cache) {
    List<Module> all = new ArrayList<>(modules);
    all.add(
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Dataset.class).toInstance(first.dataset());
            bind(ComputeBackend.class).toInstance(first.backend());
            bind(TrainingListener.class).toInstance(first.listener());
            bind(RunListener.class).toInstance(first.runListener());
          }
        });
    Experiment repeated = experiment().with(experiment().split().repeat(number));
    return new RunParts(repeated, catalog, base, cache, Mode.UNRECORDED, List.of(), all);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Times the student's steps, with the teacher's answers kept and with the teacher answering in
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
      RunParts parts = parts(cache, Mode.UNRECORDED, List.of());
      return parts.evaluator().measure(model, parts.data().test());
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  private RunParts parts(PartCache cache, Mode mode, List<TrainingListener> told) {
    return new RunParts(experiment(), catalog, base, cache, mode, told, modules);
  }

  /** Parts for trainings outside of a run. */
  RunParts parts(PartCache cache, TrainingListener listener) {
    return parts(cache, Mode.UNRECORDED, List.of(listener));
  }
}
