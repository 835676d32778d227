package io.retort.runtime.plugin;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.optimizer.ScheduleProvider;
import io.retort.runtime.fixtures.SchedulePlugin;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plugin folders, as modules and as on the class path. */
class PluginFoldersTest extends InPluginFolder {
  @Test
  void anExplicitModuleIsALayerOfItsOwnAndWorksOnTheClassPath() {
    SchedulePlugin.module("com.acme", "steady", "0.5").write(folder.resolve("acme-1.2.jar"));
    PluginEntry entry = modules().get(KIND, "steady");
    assertEquals("acme:steady", entry.qualifiedName());
    assertEquals(Optional.of("com.acme"), entry.origin().module());
    assertEquals(Optional.of(folder.resolve("acme-1.2.jar")), entry.origin().location());
    assertNotSame(ModuleLayer.boot(), entry.provider().getClass().getModule().getLayer());
    assertEquals(1.0, factor(modules(), "steady"));
    assertEquals(1.0, factor(classes(), "acme:steady"));
    assertEquals(Optional.empty(), classes().get(KIND, "steady").origin().module());
    assertWhole(modules());
    assertWhole(classes());
  }

  @Test
  void anAutomaticModuleKeepsItsName() {
    SchedulePlugin.plain("com.acme", "steady", "0.25")
        .manifest("Automatic-Module-Name", "com.acme.auto")
        .write(folder.resolve("acme/acme.jar"));
    assertEquals(Optional.of("com.acme.auto"), modules().get(KIND, "steady").origin().module());
    assertEquals(0.5, factor(modules(), "steady"));
    assertEquals(0.5, factor(classes(), "steady"));
    assertWhole(modules());
  }

  @Test
  void aPlainJarWorksWithoutBeingAModule() {
    SchedulePlugin.plain("com.acme", "steady", "0.25").write(folder.resolve("acme.jar"));
    assertEquals(Optional.empty(), modules().get(KIND, "steady").origin().module());
    assertEquals(0.5, factor(modules(), "steady"));
    assertWhole(modules());
  }

  @Test
  void twoPluginsBringDifferentVersionsOfALibrary() {
    for (int version = 1; version <= 2; version++) {
      Path library =
          SchedulePlugin.library(version).write(folder.resolve("p" + version + "/ratio.jar"));
      // The library is not a module: an explicit module requires it by the name of its file.
      SchedulePlugin.module("com.acme", "steady" + version, "org.ratio.Ratio.value()", "ratio")
          .with(library)
          .write(folder.resolve("p" + version + "/plugin.jar"));
    }
    for (PluginCatalog catalog : List.of(modules(), classes())) {
      assertWhole(catalog);
      assertEquals(2.0, factor(catalog, "steady1"));
      assertEquals(4.0, factor(catalog, "steady2"));
    }
    // Modules of the same name in two layers.
    assertEquals(Optional.of("com.acme"), modules().get(KIND, "steady1").origin().module());
    assertEquals(Optional.of("com.acme"), modules().get(KIND, "steady2").origin().module());
  }

  @Test
  void aPluginBringsAnotherVersionOfALibraryOfRetortItself() {
    // Guice brings Guava, of which these plugins have one of their own, under both kinds of names.
    for (String name : List.of("com.google.common", "")) {
      String plugin = name.isEmpty() ? "plain" : "named";
      Path guava = SchedulePlugin.guava(folder.resolve(plugin + "/guava.jar"), name);
      SchedulePlugin.module(
              "com.acme",
              plugin,
              "com.google.common.base.Ascii.value()",
              name.isEmpty() ? "guava" : name)
          .with(guava)
          .write(folder.resolve(plugin + "/plugin.jar"));
      SchedulePlugin.plain("com.beta", plugin + "-auto", "com.google.common.base.Ascii.value()")
          .manifest("Automatic-Module-Name", "com.beta")
          .with(guava)
          .write(folder.resolve(plugin + "/beta.jar"));
    }
    for (PluginCatalog catalog : List.of(modules(), classes())) {
      assertWhole(catalog);
      for (String name : List.of("named", "plain", "named-auto", "plain-auto")) {
        assertEquals(0.25, factor(catalog, name));
      }
    }
    assertEquals(Optional.of("com.acme"), modules().get(KIND, "plain").origin().module());
    assertEquals(Optional.of("com.beta"), modules().get(KIND, "named-auto").origin().module());
  }

  @Test
  void aPluginDoesNotSeeTheLibrariesOfRetort() {
    SchedulePlugin.module("com.acme", "steady", "1", "com.google.common")
        .with(SchedulePlugin.guava(folder.resolve(".hidden/guava.jar"), "com.google.common"))
        .write(folder.resolve("acme.jar"));
    assertRefused(
        () -> modules().get(KIND, "acme:steady"),
        "its module com.acme requires com.google.common, which is neither in the plugin nor"
            + " part of Retort's API; put the jar of com.google.common beside it");
  }

  @Test
  void librariesThatShareAPackageAreLoadedAsOnAClassPath() {
    SchedulePlugin.library(3).write(folder.resolve("acme/one.jar"));
    SchedulePlugin.library(3).write(folder.resolve("acme/two.jar"));
    SchedulePlugin.plain("com.acme", "steady", "org.ratio.Ratio.value()")
        .manifest("Automatic-Module-Name", "com.acme")
        .with(folder.resolve("acme/one.jar"))
        .write(folder.resolve("acme/plugin.jar"));
    assertEquals(6.0, factor(modules(), "steady"));
    assertWhole(modules());
  }

  @Test
  void aLibraryThatIsNoModuleFindsItsOwnServices() {
    String registry =
        """
        package org.ratio;
        public class Registry {
          public interface Source { double value(); }
          public static class One implements Source { public double value() { return 7; } }
          public static double value() {
            double none = java.util.ServiceLoader.load(Unprovided.class).stream().count();
            return none + java.util.ServiceLoader.load(Source.class, Registry.class.getClassLoader())
                .findFirst().get().value();
          }
          public interface Unprovided {}
        }
        """;
    Path library =
        new SourceJar()
            .source("org.ratio.Registry", registry)
            .entry(
                "META-INF/services/org.ratio.Registry$Source",
                "org.ratio.Registry$One".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .write(folder.resolve("acme/ratio.jar"));
    SchedulePlugin.module("com.acme", "steady", "org.ratio.Registry.value()", "ratio")
        .with(library)
        .write(folder.resolve("acme/plugin.jar"));
    assertEquals(14.0, factor(modules(), "steady"));
    assertEquals(14.0, factor(classes(), "steady"));
  }

  @Test
  void aNameThatSeveralHaveIsRefusedWithTheQualifiedOnes() {
    SchedulePlugin.plain("com.acme", "steady", "1").write(folder.resolve("acme-1.0.jar"));
    SchedulePlugin.plain("com.beta", "steady", "3").write(folder.resolve("beta/x.jar"));
    PluginCatalog catalog = modules();
    assertWhole(catalog);
    assertEquals(
        "There are several schedules 'steady'; write acme:steady or beta:steady",
        lookupError(catalog, "steady"));
    assertEquals(List.of("acme:steady", "beta:steady"), catalog.names(KIND));
    assertEquals(2.0, factor(catalog, "acme:steady"));
    assertEquals(6.0, factor(catalog, "beta:steady"));
    assertEquals(
        "There is no schedule 'betta:steady'; did you mean 'beta:steady'? schedules: acme:steady,"
            + " beta:steady",
        lookupError(catalog, "betta:steady"));
  }

  @Test
  void twoVersionsOfAPluginAreBothRefused() {
    SchedulePlugin.plain("com.acme", "steady", "1").write(folder.resolve("acme-1.0.jar"));
    SchedulePlugin.plain("com.acme", "steady", "1").write(folder.resolve("acme-1.1-SNAPSHOT.jar"));
    String message = lookupError(modules(), "acme:steady");
    assertTrue(message.startsWith("The plugin 'acme' of " + folder), message);
    assertTrue(message.contains("acme-1.0.jar and ") && message.contains("acme-1.1-SNAP"), message);
  }

  @Test
  void whatIsNoPluginIsSaidAndHidesNothing() throws IOException {
    SchedulePlugin.plain("com.acme", "steady", "1").write(folder.resolve("acme.jar"));
    Files.writeString(folder.resolve("corrupt.jar"), "no zip");
    Files.createDirectory(folder.resolve("empty"));
    Files.createDirectory(folder.resolve("retort"));
    Files.createDirectory(folder.resolve("bad name"));
    Files.writeString(folder.resolve("README.txt"), "not looked at");
    SchedulePlugin.library(1).write(folder.resolve("library.jar"));
    for (PluginCatalog catalog : List.of(modules(), classes())) {
      assertEquals(List.of("steady"), catalog.names(KIND));
      List<String> problems = catalog.problems().stream().map(PluginProblem::toString).toList();
      assertEquals(5, problems.size(), problems::toString);
      assertTrue(problems.get(0).endsWith("starting with a letter"), problems::toString);
      assertTrue(
          problems.get(1).contains("corrupt.jar is not a jar that can be read"), problems.get(1));
      assertTrue(problems.get(2).contains("'empty'") && problems.get(2).contains("holds no jars"));
      assertTrue(problems.get(3).contains("none of its jars names a provider"), problems.get(3));
      assertTrue(problems.get(4).contains("stands for what Retort itself"), problems.get(4));
      assertEquals(problems.get(1), lookupError(catalog, "corrupt:anything"));
      assertRefused(() -> catalog.get(KIND, "stedy"), "corrupt.jar is not a jar");
    }
  }

  @Test
  void aProblemNamesTheFileAndWhatAClassHasThrownAtItsStart() {
    String failing =
        SchedulePlugin.provider("com.acme", "steady", "1")
            .replace(
                "public record Settings",
                "static final int NUMBER = Integer.parseInt(\"q\"); public record Settings");
    Path jar =
        SchedulePlugin.module("com.acme", "steady", "1")
            .source("com.acme.Steady", failing)
            .write(folder.resolve("acme.jar"));
    for (PluginCatalog catalog : List.of(modules(), classes())) {
      assertEquals(1, catalog.problems().size(), catalog.problems()::toString);
      PluginProblem problem = catalog.problems().get(0);
      assertTrue(problem.source().contains(jar.toString()), problem::toString);
      assertTrue(
          problem.cause().contains("number format (For input string: \"q\")"), problem::toString);
      assertEquals("repair or remove it", problem.fix());
    }
  }

  @Test
  void partsOfRetortInAPluginAreRefused() {
    SchedulePlugin.plain("com.acme", "steady", "1").write(folder.resolve("acme/plugin.jar"));
    new SourceJar()
        .source("io.retort.core.loss.Loss", "package io.retort.core.loss; public class Loss {}")
        .write(folder.resolve("acme/retort-core.jar"));
    assertRefused(() -> modules().get(KIND, "acme:steady"), "retort-core.jar is a part of Retort");
  }

  @Test
  void twoJarsWithOneModuleAreRefused() {
    SchedulePlugin.module("com.acme", "steady", "1").write(folder.resolve("acme/one.jar"));
    SchedulePlugin.module("com.acme", "steady", "1").write(folder.resolve("acme/two.jar"));
    assertRefused(() -> modules().get(KIND, "acme:steady"), "the module com.acme is there twice");
  }

  @Test
  void aProviderThatOneOfTheListsForgotIsAProblemWhereTheListCounts() {
    SchedulePlugin.module("com.acme", "steady", "1")
        .source("com.acme.other.Steady", SchedulePlugin.provider("com.acme.other", "other", "1"))
        .service(ScheduleProvider.class, "com.acme.other.Steady")
        .write(folder.resolve("acme.jar"));
    // The module descriptor names 'steady' alone, and META-INF/services 'other' alone.
    assertEquals(List.of("steady"), modules().names(KIND));
    assertEquals(List.of("other"), classes().names(KIND));
    String forModules = lookupError(modules(), "other");
    assertTrue(
        forModules.contains("com.acme.other.Steady in ")
            && forModules.contains("name it in 'provides … with' of module-info.java"),
        forModules);
    String forClasses = lookupError(classes(), "steady");
    assertTrue(forClasses.endsWith("annotate it with @AutoService"), forClasses);
  }

  @Test
  void theApiVersionIsReadBeforeAnyClassIsLoaded() {
    String provider =
        SchedulePlugin.provider("com.acme", "steady", "1")
            .replace(
                "@Override public String name", "static { System.exit(3); }\n public String name");
    SourceJar jar =
        new SourceJar()
            .source("com.acme.Steady", provider)
            .service(ScheduleProvider.class, "com.acme.Steady");
    jar.write(folder.resolve("none.jar"));
    jar.manifest("Retort-Api-Version", "9.0").write(folder.resolve("major.jar"));
    jar.manifest("Retort-Api-Version", "0.99").write(folder.resolve("minor.jar"));
    jar.manifest("Retort-Api-Version", "0.0").write(folder.resolve("older.jar"));
    jar.manifest("Retort-Api-Version", "one").write(folder.resolve("word.jar"));
    jar.source("module-info", SchedulePlugin.descriptor("com.acme", "com.acme"))
        .manifest("Retort-Api-Version", "2.0")
        .write(folder.resolve("module.jar"));
    for (PluginCatalog catalog : List.of(modules(), classes())) {
      assertEquals(List.of(), catalog.names(KIND));
      assertRefused(() -> catalog.get(KIND, "none:x"), "manifest entry Retort-Api-Version: 0.1");
      assertRefused(
          () -> catalog.get(KIND, "major:x"),
          "was built for version 9.0 of Retort's API, and this is 0.1; use a newer");
      assertRefused(() -> catalog.get(KIND, "minor:x"), "version 0.99");
      assertTrue(
          lookupError(catalog, "older:x").endsWith("a version of the plugin for this Retort"));
      assertRefused(
          () -> catalog.get(KIND, "word:x"), "one, which is not a version; write two numbers");
      assertRefused(() -> catalog.get(KIND, "module:x"), "version 2.0");
    }
  }
}
