package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.optimizer.ScheduleProvider;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins in the folder beside the program, as third parties build them. */
class PluginFoldersIT {
  private static final String TINY =
      """
      name: tiny
      data: {kind: synthetic, shape: 6, outputs: 3, samples: 120, test-samples: 40}
      backend: {kind: dl4j, precision: f64}
      teacher:
        kind: network
        network: [{kind: dense, units: 3}]
        training: {epochs: 4, batch: 16, schedule: %s}
      student:
        network: [{kind: dense, units: 3}]
        training: {epochs: 4, batch: 16, schedule: %s}
      strategy: temperature
      seeds: [1, 2]
      """;

  @TempDir private Path folder;
  private Distribution retort;
  private Path plugins;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
    plugins = Files.createDirectory(folder.resolve("plugins"));
  }

  /** A schedule of a constant factor, which it asks its library for. */
  private static SourceJar plugin(String packageName, String name, double expected) {
    return new SourceJar()
        .source(
            packageName + ".Steady",
            """
            package %s;

            import io.retort.core.optimizer.Schedule;
            import io.retort.core.optimizer.ScheduleProvider;
            import io.retort.core.plugin.Context;
            import io.retort.core.plugin.Default;
            import io.retort.core.plugin.Doc;

            public final class Steady implements ScheduleProvider<Steady.Settings> {
              public record Settings(@Doc("Multiplies.") @Default("1") double scale) {}

              @Override public String name() { return "%s"; }
              @Override public Class<Settings> configuration() { return Settings.class; }
              @Override public Schedule create(Settings settings, Context context) {
                double value = org.ratio.Ratio.value();
                if (value != %s) { throw new IllegalStateException("the wrong library"); }
                return (step, steps) -> settings.scale() * value;
              }
            }
            """
                .formatted(packageName, name, expected))
        .service(ScheduleProvider.class, packageName + ".Steady")
        .api();
  }

  private static String descriptor(String module, String packageName) {
    return """
    module %s {
      requires io.retort.core;
      requires ratio;
      exports %s;
      provides io.retort.core.optimizer.ScheduleProvider with %s.Steady;
    }
    """
        .formatted(module, packageName, packageName);
  }

  /** A library without a module descriptor, whose class says which version it is. */
  private Path library(String plugin, double value) {
    return new SourceJar()
        .source(
            "org.ratio.Ratio",
            "package org.ratio; public class Ratio { public static double value() { return "
                + value
                + "; } }")
        .write(plugins.resolve(plugin + "/ratio.jar"));
  }

  private void explicitModule() {
    plugin("com.acme", "constant", 0.5)
        .source("module-info", descriptor("com.acme", "com.acme"))
        .with(library("acme", 0.5))
        .write(plugins.resolve("acme/acme.jar"));
  }

  private void automaticModule() {
    plugin("com.beta", "beta", 0.25)
        .manifest("Automatic-Module-Name", "com.beta")
        .with(library("beta-1.0", 0.25))
        .write(plugins.resolve("beta-1.0/beta.jar"));
  }

  private void plainJar() {
    plugin("com.gamma", "gamma", 2.0)
        .with(library("gamma", 2.0))
        .write(plugins.resolve("gamma/gamma.jar"));
  }

  private List<Distribution.Outcome> onBothPaths(String... arguments) {
    return List.of(
        retort.onModulePath(arguments),
        retort.onClassPath(List.of("-Dretort.home=" + folder), arguments));
  }

  @Test
  void everyKindOfJarIsUsedInRunsThatGiveTheSameFiguresOnBothPaths() throws IOException {
    explicitModule();
    automaticModule();
    plainJar();
    Files.writeString(folder.resolve("one.yaml"), TINY.formatted("acme:constant", "beta"));
    Files.writeString(
        folder.resolve("two.yaml"), TINY.formatted("{kind: gamma, scale: 0.5}", "retort:constant"));
    for (String name : List.of("one", "two")) {
      Distribution.Outcome modules =
          retort.onModulePath("run", name + ".yaml", "--strict", "--set", "output=modules-" + name);
      Distribution.Outcome classes =
          retort.onClassPath(
              List.of("-Dretort.home=" + folder),
              "run",
              name + ".yaml",
              "--set",
              "output=classes-" + name);
      assertEquals(0, modules.exitCode(), modules.err());
      assertEquals(0, classes.exitCode(), classes.err());
      assertEquals(result("modules-" + name), result("classes-" + name));
    }
    String resolved = Files.readString(folder.resolve("modules-one/config.yaml"));
    assertTrue(resolved.contains("acme:constant"), resolved);
    Distribution.Outcome again = retort.onModulePath("evaluate", "modules-one");
    assertEquals(0, again.exitCode(), again.err());
  }

  @Test
  void pluginsAreListedDescribedAndRefusedWithTheirQualifiedNames() throws IOException {
    explicitModule();
    automaticModule();
    plainJar();
    Files.writeString(plugins.resolve("corrupt.jar"), "no zip");
    Distribution.Outcome list = retort.onModulePath("plugins", "list", "--json");
    assertEquals(0, list.exitCode(), list.err());
    String json = list.out().replaceAll("\\s+", " ");
    assertTrue(
        json.contains(
            "\"name\" : \"acme:constant\", \"plugin\" : \"acme\", \"version\" : \"\","
                + " \"module\" : \"com.acme\""),
        json);
    assertTrue(
        json.contains("\"plugin\" : \"beta\", \"version\" : \"\", \"module\" : \"com.beta\""));
    assertTrue(
        json.contains("\"plugin\" : \"gamma\", \"version\" : \"\", \"module\" : \"class path\""));
    assertTrue(json.contains("\"plugin\" : \"corrupt\""), json);

    for (Distribution.Outcome described :
        onBothPaths("plugins", "describe", "schedule", "beta:beta")) {
      assertTrue(described.out().startsWith("schedule beta:beta, from "), described.out());
      assertTrue(described.out().contains("scale: a number; default 1"), described.out());
    }
    Files.writeString(folder.resolve("x.yaml"), TINY.formatted("constant", "corrupt:any"));
    Distribution.Outcome run = retort.onModulePath("validate", "x.yaml");
    assertEquals(1, run.exitCode());
    assertTrue(
        run.err().contains("several schedules 'constant'; write acme:constant or retort:constant"),
        run.err());
    assertTrue(run.err().contains("corrupt.jar is not a jar that can be read"), run.err());

    Distribution.Outcome strict = retort.onModulePath("plugins", "list", "--strict");
    assertEquals(1, strict.exitCode());
    assertTrue(strict.err().contains("corrupt.jar"), strict.err());
    Files.createDirectory(folder.resolve("other"));
    assertEquals(
        0, retort.onModulePath("plugins", "list", "--strict", "--plugins", "other").exitCode());
  }

  @Test
  void aLockedFolderRefusesAChangedJarOnBothPaths() {
    plainJar();
    assertEquals(0, retort.onModulePath("plugins", "lock").exitCode());
    for (Distribution.Outcome unchanged : onBothPaths("plugins", "list", "--strict")) {
      assertEquals(0, unchanged.exitCode(), unchanged.err());
    }
    library("gamma", 3.0);
    for (Distribution.Outcome changed :
        onBothPaths("plugins", "describe", "schedule", "gamma:gamma")) {
      assertEquals(1, changed.exitCode());
      assertTrue(
          changed.err().contains("gamma/ratio.jar has changed since plugins.lock"), changed.err());
    }
  }

  @Test
  void theDoctorFindsNothingInAGoodPluginAndEverythingInABadOne() {
    explicitModule();
    Distribution.Outcome good = retort.onModulePath("plugins", "doctor", "plugins/acme");
    assertEquals(0, good.exitCode(), good.out());
    assertTrue(good.out().contains("acme: nothing is wrong"), good.out());

    String undocumented =
        """
        package com.bad;
        import io.retort.core.optimizer.*;
        import io.retort.core.plugin.Context;
        public final class Bad implements ScheduleProvider<Bad.Settings> {
          public record Settings(double scale) {}
          @Override public String name() { return "Bad Name"; }
          @Override public Class<Settings> configuration() { return Settings.class; }
          @Override public Schedule create(Settings settings, Context context) { return null; }
        }
        """;
    new SourceJar()
        .source("com.bad.Bad", undocumented)
        .source("com.bad.Worse", undocumented.replace("Bad Name", "worse").replace("Bad", "Worse"))
        .source(
            "module-info",
            "module com.bad { requires io.retort.core;"
                + " provides io.retort.core.optimizer.ScheduleProvider with com.bad.Worse; }")
        .service(ScheduleProvider.class, "com.bad.Bad")
        .api()
        .write(folder.resolve("bad/bad.jar"));
    new SourceJar()
        .source("com.bad.Twice", "package com.bad; class Twice {}")
        .write(folder.resolve("bad/more.jar"));
    Distribution.Outcome bad = retort.onModulePath("plugins", "doctor", "bad");
    assertEquals(1, bad.exitCode());
    for (String finding :
        List.of(
            "[com.bad.Bad] in META-INF/services, but not in 'provides",
            "[com.bad.Worse] in 'provides",
            "its name is 'Bad Name'",
            "the package com.bad is in bad.jar and in more.jar")) {
      assertTrue(bad.out().contains(finding), () -> finding + " in " + bad.out());
    }
    new SourceJar()
        .source("com.bad.Worse", undocumented.replace("Bad Name", "worse").replace("Bad", "Worse"))
        .source(
            "module-info",
            "module com.bad { requires io.retort.core;"
                + " provides io.retort.core.optimizer.ScheduleProvider with com.bad.Worse; }")
        .write(folder.resolve("closed.jar"));
    Distribution.Outcome noVersion = retort.onModulePath("plugins", "doctor", "closed.jar");
    assertTrue(noVersion.out().contains("does not say for which version"), noVersion.out());
    new SourceJar()
        .source("com.bad.Worse", undocumented.replace("Bad Name", "worse").replace("Bad", "Worse"))
        .source(
            "module-info",
            "module com.bad { requires io.retort.core;"
                + " provides io.retort.core.optimizer.ScheduleProvider with com.bad.Worse; }")
        .service(ScheduleProvider.class, "com.bad.Worse")
        .api()
        .write(folder.resolve("closed.jar"));
    Distribution.Outcome closed = retort.onModulePath("plugins", "doctor", "closed.jar");
    assertEquals(1, closed.exitCode());
    assertTrue(closed.out().contains("is closed to Retort; write 'exports com.bad'"), closed.out());
    assertTrue(closed.out().contains("what its key 'scale' means; add @Doc"), closed.out());
  }

  @Test
  void zipBombsFitIntoASmallHeap() throws IOException {
    plainJar();
    for (String name :
        List.of(
            "META-INF/MANIFEST.MF",
            "module-info.class",
            "META-INF/services/" + ScheduleProvider.class.getName(),
            "com/bomb/Bomb.class")) {
      Path bomb =
          plugins.resolve(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "-") + "-bomb.jar");
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
        zip.setLevel(1);
        zip.putNextEntry(new ZipEntry(name));
        byte[] zeros = new byte[1 << 20];
        for (int i = 0; i < 200; i++) {
          zip.write(zeros);
        }
      }
    }
    List<String> small = List.of("-Xmx64m", "-Dretort.home=" + folder);
    for (Distribution.Outcome list :
        List.of(
            retort.onModulePath(small, "plugins", "list"),
            retort.onClassPath(small, "plugins", "list"))) {
      assertEquals(0, list.exitCode(), list.err());
      assertEquals(4, list.out().lines().filter(line -> line.startsWith("problem: ")).count());
      assertTrue(list.out().contains("schedule   gamma "), list.out());
    }
  }

  /** The figures of a run, without what differs from run to run. */
  private String result(String run) throws IOException {
    return Files.readString(folder.resolve(run).resolve("result.json"), StandardCharsets.UTF_8)
        .replaceAll("\"seconds\" : [0-9.E-]+", "")
        // Files that hold times too.
        .replaceAll("\"(run.json|metrics.jsonl|report.html|summary.txt)\" : \"[0-9a-f]+\"", "");
  }
}
