package io.retort.runtime.experiment.assembly;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.util.Modules;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.common.text.Fault;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.plugin.Extension;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The injector of a run: the run's own bindings, over them those of plugins, over them those of the
 * program. A plugin's module with which no run is possible is left out, with a warning; an error of
 * the program is the program's to see.
 *
 * @param injector with listeners made, everything else not yet
 * @param warnings what was left out
 */
record RunInjector(Injector injector, List<Warning> warnings) {

  /**
   * Makes an injector.
   *
   * @param run the run's own bindings; makes new ones each time
   * @param catalog the plugins
   * @param program modules of the program, each over those before
   * @throws RetortException if two modules of plugins clash, or one does not work and the catalog
   *     is strict
   */
  public static RunInjector of(Module run, PluginCatalog catalog, List<Module> program) {
    List<Extension> extensions = catalog.installable();
    List<Warning> warnings = new ArrayList<>();
    catalog.problems().stream()
        .filter(PluginProblem::isOfExtension)
        .forEach(problem -> warnings.add(warning(problem.toString())));
    try {
      return new RunInjector(create(run, extensions, program), warnings);
    } catch (RuntimeException | LinkageError failure) {
      // Without extensions it may fail as well: the output folder may be in use.
      List<Extension> working =
          failure(run, List.of()).isPresent()
              ? extensions
              : working(run, extensions, catalog.strict(), warnings);
      if (working.size() == extensions.size()) {
        if (failure instanceof RuntimeException wrapped) {
          throw plain(wrapped);
        }
        throw failure;
      }
      return new RunInjector(create(run, working, program), warnings);
    }
  }

  /**
   * Makes a part of the run.
   *
   * @throws RetortException if its maker says so; what a plugin throws is what the user is to read,
   *     not Guice's report about it
   */
  public <T> T instance(Class<T> type) {
    try {
      return injector.getInstance(type);
    } catch (ProvisionException wrapped) {
      throw plain(wrapped);
    }
  }

  private static RuntimeException plain(RuntimeException failure) {
    boolean wrapped = failure instanceof ProvisionException || failure instanceof CreationException;
    if (wrapped && failure.getCause() instanceof Error error) {
      throw error;
    }
    return wrapped && failure.getCause() instanceof RuntimeException cause ? cause : failure;
  }

  /** Those that work by themselves. */
  private static List<Extension> working(
      Module run, List<Extension> extensions, boolean strict, List<Warning> warnings) {
    List<Extension> working = new ArrayList<>();
    for (Extension extension : extensions) {
      Optional<Throwable> failure = failure(run, List.of(extension));
      if (failure.isEmpty()) {
        working.add(extension);
        continue;
      }
      String problem =
          PluginProblem.ofInstallation(extension, reason(failure.get()), failure.get()).toString();
      if (strict) {
        throw new RetortException(
            ErrorKind.PLUGIN, problem + "; --strict accepts no run without it", failure.get());
      }
      warnings.add(warning(problem));
    }
    return working;
  }

  private static Warning warning(String problem) {
    return new Warning("plugin-left-out", "plugins", problem);
  }

  private static Optional<Throwable> failure(Module run, List<Extension> extensions) {
    try {
      create(run, extensions, List.of());
      return Optional.empty();
    } catch (RuntimeException | LinkageError failure) {
      return Optional.of(failure);
    }
  }

  private static Injector create(Module run, List<Extension> extensions, List<Module> program) {
    Module module = Modules.override(run).with(modules(extensions));
    for (Module each : program) {
      module = Modules.override(module).with(each);
    }
    Injector injector = Guice.createInjector(module);
    // Listeners are made now: one that cannot be made is known before the run begins.
    injector.getInstance(TrainingListener.class);
    injector.getInstance(RunListener.class);
    return injector;
  }

  private static List<Module> modules(List<Extension> extensions) {
    return extensions.stream()
        .map(Extension::instance)
        .filter(Module.class::isInstance)
        .map(Module.class::cast)
        .toList();
  }

  /** What a module's author needs to read, without Guice's report around it. */
  private static String reason(Throwable failure) {
    if (failure instanceof CreationException creation) {
      return creation.getErrorMessages().iterator().next().getMessage();
    } else if (failure instanceof ProvisionException provision) {
      return provision.getCause() == null
          ? provision.getErrorMessages().iterator().next().getMessage()
          : Fault.of(provision.getCause());
    }
    return Fault.of(failure);
  }
}
