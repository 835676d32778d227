package io.retort.runtime.experiment.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.configuration.report.PluginDoctor;
import io.retort.runtime.configuration.report.PluginListing;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.fixtures.HostJars;
import io.retort.runtime.fixtures.SchedulePlugin;
import io.retort.runtime.plugin.Extension;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import io.retort.runtime.plugin.PluginProblem;
import io.retort.runtime.plugin.PluginSearch;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guice modules that plugins bring, loaded as modules and as on the class path. */
class ExtensionsTest {
  private static final String COUNTING =
      """
      set(TrainingListener.class).toInstance(new TrainingListener() {
        @Override public void epoch(EpochReport report) { append("epochs", report.training()); }
      });
      set(RunListener.class).toInstance(new RunListener() {
        @Override public void started(Experiment experiment, String yaml) { append("run", "started"); }
        @Override public void trained(String arm, long seed,
            io.retort.core.network.SavedNetwork student,
            java.util.Map<String, io.retort.core.progress.Metrics> validation) {
          append("run", arm + " " + seed);
        }
        @Override public void completed(RunResult result) { append("run", "completed"); }
        @Override public void failed(Throwable cause) { append("run", "failed"); }
      });
      """;

  private static final String STORE =
      """
      bind(RunStore.class).toInstance(new RunStore() {
        @Override public void open() { write("opened", new byte[0]); }
        @Override public void write(String name, RunStore.Content content) {
          try {
            Path file = here().resolve("store").resolve(name);
            Files.createDirectories(file.getParent());
            content.write(file);
          } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
          }
        }
        @Override public void append(String name, String line) { ExtensionBase.this.append(name, line); }
        @Override public java.net.URI location() { return java.net.URI.create("memory:tiny"); }
      });
      """;

  @TempDir private Path folder;

  /** A module whose {@code configure()} does something; it writes to files beside its folder. */
  private SourceJar extension(String packageName, String configure) {
    String base =
        """
        package %s;

        import com.google.inject.AbstractModule;
        import com.google.inject.multibindings.Multibinder;
        import io.retort.core.progress.EpochReport;
        import io.retort.core.progress.TrainingListener;
        import io.retort.runtime.experiment.extension.*;
        import io.retort.runtime.experiment.result.*;
        import io.retort.runtime.experiment.settings.*;
        import java.nio.file.*;

        public class ExtensionBase extends AbstractModule {
          static Path here() { return Path.of("%s"); }
          static void append(String name, String line) {
            try {
              Files.writeString(here().resolve(name), line + "\\n",
                  StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (java.io.IOException failure) {
              throw new java.io.UncheckedIOException(failure);
            }
          }
          <T> com.google.inject.binder.LinkedBindingBuilder<T> set(Class<T> type) {
            return Multibinder.newSetBinder(binder(), type).addBinding();
          }
          @Override protected void configure() {
            %s
          }
        }
        """
            .formatted(packageName, folder, configure);
    return new SourceJar()
        .source(packageName + ".ExtensionBase", base)
        .source(
            "module-info",
            "module "
                + packageName
                + " { requires io.retort.runtime.experiment; requires com.google.guice;"
                + " provides com.google.inject.Module with "
                + packageName
                + ".ExtensionBase; }")
        .service(Module.class, packageName + ".ExtensionBase")
        .api()
        .with(HostJars.all());
  }

  private Path plugins() throws IOException {
    return Files.createDirectories(folder.resolve("plugins"));
  }

  private PluginCatalog catalog(boolean modules, boolean strict) throws IOException {
    return PluginCatalog.of(
        TinyExperiment.providers(), new PluginSearch(List.of(plugins()), strict, modules));
  }

  private ExperimentRun run(PluginCatalog catalog) {
    Map<String, Object> values = new LinkedHashMap<>(TinyExperiment.values());
    values.put("output", folder.resolve("out").toString());
    return Retort.with(catalog).experiment(values);
  }

  private String written(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void listenersOfAPluginAreToldOfEveryRun(boolean modules) throws IOException {
    extension("com.acme", COUNTING).write(plugins().resolve("acme.jar"));
    PluginCatalog catalog = catalog(modules, true);
    assertEquals(List.of(), catalog.problems());
    Extension extension = catalog.extensions().get(0);
    assertEquals("com.acme.ExtensionBase", extension.name());
    assertEquals("acme", extension.qualifier());
    assertEquals(modules, extension.origin().module().isPresent());
    assertEquals(List.of("Set<RunListener>", "Set<TrainingListener>"), extension.binds());

    run(catalog).run();
    assertEquals(
        """
        started
        alone 1
        distilled 1
        alone 2
        distilled 2
        completed
        """,
        written("run"));
    assertTrue(written("epochs").lines().toList().contains("distilled"), written("epochs"));
    // The run's own listener is still there.
    assertTrue(Files.size(folder.resolve("out/metrics.jsonl")) > 0);
    assertTrue(written("out/run.json").contains("com.acme.ExtensionBase"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBindingOfAPluginTakesThePlaceOfTheRunsOwn(boolean modules) throws IOException {
    extension("com.acme", STORE).write(plugins().resolve("acme.jar"));
    RunResult result = run(catalog(modules, true)).run();
    assertEquals(URI.create("memory:tiny"), result.location());
    assertThrows(RetortException.class, result::folder);
    assertFalse(Files.exists(folder.resolve("out")));
    for (String name :
        List.of(
            "opened",
            "config.yaml",
            "result.json",
            "run.json",
            "teacher/network.json",
            "teacher/weights.safetensors",
            "student/student.json",
            "student/network.json",
            "student/weights.safetensors")) {
      assertTrue(Files.exists(folder.resolve("store").resolve(name)), name);
    }
    assertTrue(written("metrics.jsonl").contains("\"training\":\"distilled\""));
  }

  @Test
  void theProgramsBindingsAreOverThoseOfPlugins() throws IOException {
    extension("com.acme", STORE).write(plugins().resolve("acme.jar"));
    URI[] last = new URI[1];
    RunListener remembering =
        new RunListener() {
          @Override
          public void failed(Throwable cause) {
            last[0] = URI.create("failed:" + cause.getMessage());
          }
        };
    RunStore unusable =
        new RunStore() {
          @Override
          public void open() {
            throw new RetortException(ErrorKind.ENVIRONMENT, "full");
          }

          @Override
          public void write(String name, Content content) {}

          @Override
          public void append(String name, String line) {}

          @Override
          public URI location() {
            return URI.create("memory:program");
          }
        };
    ExperimentRun run =
        run(catalog(true, true))
            .with(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(RunStore.class).toInstance(unusable);
                    bind(RunListener.class).toInstance(remembering);
                  }
                });
    assertEquals("full", assertThrows(RetortException.class, run::run).getMessage());
    assertEquals(URI.create("failed:full"), last[0]);
    assertFalse(Files.exists(folder.resolve("store")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoPluginsMayAddToOneSet(boolean modules) throws IOException {
    extension("com.acme", COUNTING).write(plugins().resolve("acme.jar"));
    extension("com.beta", COUNTING).write(plugins().resolve("beta.jar"));
    run(catalog(modules, true)).run();
    assertEquals(2, written("run").lines().filter("completed"::equals).count());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoPluginsThatReplaceOneBindingEndTheRunWithTheNamesOfBoth(boolean modules)
      throws IOException {
    extension("com.acme", STORE).write(plugins().resolve("acme.jar"));
    extension("com.beta", COUNTING + STORE).write(plugins().resolve("beta.jar"));
    PluginCatalog catalog = catalog(modules, false);
    PluginProblem problem = catalog.problems().get(0);
    assertEquals(1, catalog.problems().size());
    assertTrue(problem.source().contains("com.acme.ExtensionBase in"), problem.source());
    assertTrue(problem.source().contains("and com.beta.ExtensionBase in"), problem.source());
    assertEquals("both bind RunStore, and neither is preferred", problem.cause());
    assertEquals("remove one of them", problem.fix());
    ExperimentRun run = run(catalog);
    String message = assertThrows(RetortException.class, run::run).getMessage();
    assertEquals(problem.toString(), message);
    assertTrue(message.startsWith("The extension of com.acme."), message);
  }

  private List<String> messages(PluginCatalog catalog) {
    List<String> messages = new ArrayList<>();
    run(catalog)
        .listen(
            new TrainingListener() {
              @Override
              public void message(String message) {
                messages.add(message);
              }
            })
        .run();
    return messages;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aModuleThatCannotBeConfiguredIsAProblemAndNoRunEnds(boolean modules) throws IOException {
    extension("com.acme", "if (true) throw new IllegalStateException(\"no licence\");")
        .write(plugins().resolve("acme.jar"));
    extension("com.beta", "addError(\"no %s\", \"server\");").write(plugins().resolve("beta.jar"));
    extension("com.good", COUNTING).write(plugins().resolve("good.jar"));
    new SourceJar()
        .service(Module.class, "com.gone.Gone")
        .api()
        .write(plugins().resolve("gone.jar"));
    PluginCatalog catalog = catalog(modules, false);
    assertEquals(3, catalog.problems().size(), catalog.problems()::toString);
    List<String> messages = messages(catalog);
    for (String problem :
        List.of(
            "its configure() failed: illegal state (no licence); repair or" + " remove it",
            "its configure() says: no server; repair or remove it",
            "Provider com.gone.Gone not found; repair or remove it")) {
      assertTrue(
          messages.stream()
              .anyMatch(
                  message ->
                      message.startsWith("warning: plugins: The extension of com.")
                          && message.endsWith(problem)),
          () -> problem + " in " + messages);
    }
    assertTrue(written("run").endsWith("completed\n"));
  }

  @Test
  void aModuleThatCannotBeInstalledIsLeftOutOfTheRun() throws IOException {
    extension("com.acme", "bind(Runnable.class).to(java.util.concurrent.FutureTask.class);")
        .write(plugins().resolve("acme.jar"));
    extension(
            "com.beta",
            "set(RunListener.class).toProvider(() -> { throw new IllegalStateException(\"down\");"
                + " });")
        .write(plugins().resolve("beta.jar"));
    extension("com.good", COUNTING).write(plugins().resolve("good.jar"));
    PluginCatalog catalog = catalog(true, false);
    assertEquals(List.of(), catalog.problems());
    List<String> warnings =
        messages(catalog).stream()
            .filter(message -> message.startsWith("warning: plugins: The extension"))
            .toList();
    assertEquals(2, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).contains("com.acme.ExtensionBase in module com.acme"));
    assertTrue(warnings.get(0).contains("FutureTask"), warnings.get(0));
    assertTrue(warnings.get(1).contains("illegal state (down); repair"));
    assertTrue(written("run").endsWith("completed\n"));

    ExperimentRun strict = run(catalog(true, true));
    String refusal = assertThrows(RetortException.class, strict::check).getMessage();
    assertTrue(refusal.endsWith("--strict accepts no run without it"), refusal);
  }

  @Test
  void anErrorOfTheRunIsNotBlamedOnExtensions() throws IOException {
    extension("com.acme", COUNTING).write(plugins().resolve("acme.jar"));
    Files.createDirectories(folder.resolve("out/full"));
    ExperimentRun run = run(catalog(true, false));
    String message = assertThrows(RetortException.class, run::run).getMessage();
    assertTrue(message.contains("exists and is not an empty folder"), message);
  }

  @Test
  void theApiVersionOfAnExtensionIsChecked() throws IOException {
    extension("com.acme", COUNTING)
        .manifest("Retort-Api-Version", "99.0")
        .write(plugins().resolve("acme.jar"));
    PluginCatalog catalog = catalog(true, false);
    assertEquals(List.of(), catalog.extensions());
    assertTrue(catalog.problems().get(0).cause().contains("version 99.0 of Retort's API"));
  }

  @Test
  void extensionsAreListedAndExamined() throws IOException {
    extension("com.acme", COUNTING).write(plugins().resolve("acme-1.0.jar"));
    List<PluginListing.Line> lines = PluginListing.of(catalog(true, false)).plugins();
    PluginListing.Line line = lines.get(lines.size() - 1);
    assertEquals("extension", line.kind());
    assertEquals("com.acme.ExtensionBase", line.name());
    assertEquals("acme", line.plugin());
    assertEquals("available; binds Set<RunListener>, Set<TrainingListener>", line.state());

    PluginDoctor healthy = PluginDoctor.examine(plugins().resolve("acme-1.0.jar")).get(0);
    assertEquals(List.of(), healthy.findings());
    assertEquals(
        List.of("com.acme.ExtensionBase"),
        healthy.extensions().stream().map(Extension::name).toList());
    extension("com.beta", COUNTING)
        .service(Module.class, "com.beta.Other")
        .write(folder.resolve("beta.jar"));
    assertTrue(
        PluginDoctor.examine(folder.resolve("beta.jar")).get(0).findings().stream()
            .anyMatch(finding -> finding.contains("[com.beta.Other] in META-INF/services")));
  }

  @Test
  void aClassThatNeedsAnotherRetortIsNamedWithWhatItNeeds() throws IOException {
    Path other = folder.resolve("other.jar");
    new SourceJar()
        .source(
            "io.retort.runtime.experiment.Gone",
            "package io.retort.runtime.experiment; public class Gone { public static int of() {"
                + " return 1; } }")
        .write(other);
    new SourceJar()
        .source(
            "com.acme.Needy",
            "package com.acme; public class Needy extends com.google.inject.AbstractModule {"
                + " @Override protected void configure() { io.retort.runtime.experiment.Gone.of();"
                + " } }")
        .service(Module.class, "com.acme.Needy")
        .api()
        .with(other)
        .with(HostJars.all())
        .write(plugins().resolve("acme.jar"));
    PluginCatalog catalog = catalog(false, false);
    String cause = catalog.problems().get(0).cause();
    assertTrue(cause.contains("is missing"), cause);
    assertTrue(cause.contains("io.retort.runtime.experiment.Gone"), cause);
    assertSame(catalog.extensions(), catalog.installable());
  }

  @Test
  void aPackageThatThePluginWouldHaveTwiceIsLoadedAsOnAClassPath() throws IOException {
    new SourceJar()
        .source("com.google.inject.Mine", "package com.google.inject; public class Mine {}")
        .write(plugins().resolve("acme/inject.jar"));
    SchedulePlugin.module("com.acme", "steady", "1").write(plugins().resolve("acme/acme.jar"));
    PluginCatalog catalog =
        PluginCatalog.of(List.of(), new PluginSearch(List.of(plugins()), false));

    assertEquals(List.of(), catalog.problems());
    assertEquals(Optional.empty(), catalog.get(PluginKind.SCHEDULE, "steady").origin().module());
  }
}
