package io.retort.runtime.experiment;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.util.Modules;
import io.retort.core.RetortException;
import io.retort.core.network.SavedNetwork;
import io.retort.core.training.DivergedException;
import io.retort.core.training.Metrics;
import io.retort.core.training.TrainingListener;
import io.retort.runtime.configuration.Bound;
import io.retort.runtime.model.NetworkFolder;
import io.retort.runtime.output.Json;
import io.retort.runtime.output.RunFolder;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    Map<Object, Object> tree = new LinkedHashMap<>((Map<?, ?>) experiment.tree());
    tree.remove("output");
    return new Bound<>(experiment.value(), tree).toYaml();
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
   * Adds bindings, which override the run's own.
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
   * @return what is allowed but likely a mistake, a sentence each that starts with the key
   * @throws RetortException for the first thing that does not fit
   */
  public List<String> check() {
    try (Resources resources = new Resources()) {
      return check(injector(resources, List.of()));
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  private List<String> check(Injector injector) {
    instance(injector, Preflight.class).check();
    return Advice.of(this, instance(injector, DataParts.class));
  }

  /**
   * Runs the experiment.
   *
   * @return what it has found and made
   * @throws RetortException if it cannot be completed, with the place and the fix
   */
  public RunResult run() {
    RunFolder folder = RunFolder.of(experiment().output(), experiment().name());
    Instant started = Instant.now();
    try (Resources resources = new Resources()) {
      List<TrainingListener> all = new ArrayList<>(listeners);
      all.add(new MetricsLog(folder));
      Injector injector = injector(resources, all);
      List<String> advice = check(injector);
      TrainingListener listener = instance(injector, TrainingListener.class);
      advice.forEach(sentence -> listener.message("warning: " + sentence));
      folder.create();
      folder.write("config.yaml", resolvedYaml());
      RunResult result = instance(injector, RunSteps.class).run(folder);
      folder.write("result.json", Json.pretty(ResultDocument.of(result)));
      folder.write(
          "run.json", Json.pretty(RunRecord.of(experiment(), catalog, started, Instant.now())));
      return result;
    } catch (DivergedException diverged) {
      Path lastGood = folder.folder("last-good");
      NetworkFolder.write(diverged.lastGood(), lastGood);
      throw new RetortException(diverged.getMessage() + " and lie in " + lastGood, diverged);
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
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
    try (Resources resources = new Resources()) {
      Injector injector = injector(resources, listeners, untrained(experiment()));
      instance(injector, Preflight.class).check();
      return instance(injector, Bench.class).measure(settings);
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  /** A network's metrics on the test samples. */
  Map<String, Metrics> evaluate(SavedNetwork network) {
    try (Resources resources = new Resources()) {
      Injector injector = injector(resources, List.of());
      Examiner examiner = instance(injector, Examiner.class);
      return examiner.measure(network, instance(injector, DataParts.class).test());
    } catch (LinkageError misfit) {
      throw catalog.explain(misfit);
    }
  }

  private static Experiment untrained(Experiment experiment) {
    return new Experiment(
        experiment.name(),
        experiment.backend(),
        experiment.data(),
        experiment.split(),
        ShortTraining.of(experiment.teacher()),
        experiment.student(),
        experiment.strategy(),
        experiment.seeds(),
        experiment.exporters(),
        experiment.output());
  }

  private Injector injector(Resources resources, List<TrainingListener> all) {
    return injector(resources, all, experiment());
  }

  private Injector injector(
      Resources resources, List<TrainingListener> all, Experiment configured) {
    return Guice.createInjector(module(configured, resources, all));
  }

  private Module module(Experiment configured, Resources resources, List<TrainingListener> all) {
    return Modules.override(new RunModule(configured, catalog, base, all, resources)).with(modules);
  }

  /** The parts of the run, some of which are there already. */
  Injector injector(Resources resources, TrainingListener listener, Module made) {
    return Guice.createInjector(
        Modules.override(module(experiment(), resources, List.of(listener))).with(made));
  }

  /** The configuration in full of one of the experiment's keys, as plain data. */
  Object tree(String key) {
    return ((Map<?, ?>) experiment.tree()).get(key);
  }

  /** What a plugin throws is what the user is to read, not Guice's report about it. */
  static <T> T instance(Injector injector, Class<T> type) {
    try {
      return injector.getInstance(type);
    } catch (ProvisionException | CreationException wrapped) {
      if (wrapped.getCause() instanceof RetortException cause) {
        throw cause;
      } else if (wrapped.getCause() instanceof LinkageError misfit) {
        throw misfit;
      }
      throw wrapped;
    }
  }
}
