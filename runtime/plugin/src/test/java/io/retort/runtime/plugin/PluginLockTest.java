package io.retort.runtime.plugin;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.runtime.fixtures.SchedulePlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLockTest {
  @TempDir private Path folder;

  @BeforeEach
  void plugins() {
    SchedulePlugin.plain("com.acme", "steady", "1").write(folder.resolve("acme/plugin.jar"));
    SchedulePlugin.library(1).write(folder.resolve("acme/ratio.jar"));
    SchedulePlugin.plain("com.beta", "other", "1").write(folder.resolve("beta-1.0.jar"));
  }

  private PluginCatalog found() {
    return PluginCatalog.discover(new PluginSearch(List.of(folder), false));
  }

  private static List<String> names(PluginCatalog catalog) {
    return catalog.entries(PluginKind.SCHEDULE).stream()
        .filter(entry -> !entry.qualifier().equals("retort"))
        .map(PluginEntry::qualifiedName)
        .toList();
  }

  @Test
  void theLockNamesEveryJarWithItsHash() throws Exception {
    List<String> jars = List.of("acme/plugin.jar", "acme/ratio.jar", "beta-1.0.jar");
    assertEquals(jars, PluginLock.write(folder));
    StringBuilder expected = new StringBuilder();
    for (String jar : jars) {
      byte[] bytes = Files.readAllBytes(folder.resolve(jar));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      expected.append(HexFormat.of().formatHex(hash)).append("  ").append(jar).append('\n');
    }
    assertEquals(expected.toString(), Files.readString(folder.resolve("plugins.lock")));
    assertEquals(List.of("beta:other", "acme:steady"), names(found()));
    assertEquals(List.of(), found().problems());
  }

  @Test
  void aChangedJarIsRefusedByNameBeforeItsClassesAreLoaded() {
    PluginLock.write(folder);
    String exit = "new Object() { double end() { System.exit(4); return 0; } }.end()";
    SchedulePlugin.plain("com.acme", "steady", exit)
        .source("com.acme.Init", "package com.acme; class Init {}")
        .write(folder.resolve("acme/plugin.jar"));
    assertEquals(List.of("beta:other"), names(found()));
    assertRefused(
        () -> found().get(PluginKind.SCHEDULE, "acme:steady"),
        "acme/plugin.jar has changed since plugins.lock");
  }

  @Test
  void anAddedJarAndAMissingOneAreRefusedByName() throws IOException {
    PluginLock.write(folder);
    SchedulePlugin.library(2).write(folder.resolve("beta-1.0.jar").resolveSibling("gamma.jar"));
    Files.delete(folder.resolve("acme/ratio.jar"));
    assertEquals(List.of("beta:other"), names(found()));
    assertRefused(
        () -> found().get(PluginKind.SCHEDULE, "gamma:x"), "gamma.jar is not in plugins.lock");
    assertRefused(
        () -> found().get(PluginKind.SCHEDULE, "acme:steady"), "acme/ratio.jar is missing, which");
  }

  @Test
  void aMissingPluginIsAProblem() throws IOException {
    PluginLock.write(folder);
    Files.delete(folder.resolve("beta-1.0.jar"));
    assertRefused(
        () -> found().get(PluginKind.SCHEDULE, "beta:other"),
        "it is missing, and plugins.lock names it");
    assertEquals(List.of("acme:steady"), names(found()));
  }

  @Test
  void aLockThatCannotBeUnderstoodLocksEverythingOut() throws IOException {
    Files.writeString(folder.resolve("plugins.lock"), "acme/plugin.jar is fine\n");
    assertEquals(List.of(), names(found()));
    assertEquals(1, found().problems().size());
    assertTrue(found().problems().get(0).cause().contains("expected a SHA-256"));
  }

  @Test
  void twoHashesOfOneJarLockEverythingOut() throws IOException {
    PluginLock.write(folder);
    Path lock = folder.resolve("plugins.lock");
    String twice = Files.readString(lock) + "0".repeat(64) + "  beta-1.0.jar\n";
    Files.writeString(lock, twice);
    assertEquals(List.of(), names(found()));
    assertTrue(found().problems().get(0).cause().contains("has two hashes of beta-1.0.jar"));
  }

  @Test
  void aLockThatCannotBeReadLocksEverythingOut() throws Exception {
    Path lock = folder.resolve("plugins.lock");
    Map<String, Step> unreadable =
        Map.of(
            "there is no " + lock,
            () -> Files.createSymbolicLink(lock, folder.resolve("nowhere")),
            "plugins.lock cannot be read: too many levels of symbolic links",
            () -> Files.createSymbolicLink(lock, lock),
            "is not a regular file; no plugin beside it is loaded",
            () -> Files.createDirectory(lock),
            "plugins.lock is not a regular file",
            () -> new ProcessBuilder("mkfifo", lock.toString()).start().waitFor(),
            "holds bytes that are not UTF-8 text",
            () -> Files.write(lock, new byte[] {(byte) 0xff}),
            "is too long for a lock file",
            () -> Files.write(lock, new byte[(16 << 20) + 1]));
    for (Map.Entry<String, Step> each : unreadable.entrySet()) {
      each.getValue().run();
      assertEquals(List.of(), names(found()), each.getKey());
      List<PluginProblem> problems = found().problems();
      assertEquals(1, problems.size(), problems::toString);
      assertTrue(problems.get(0).cause().contains(each.getKey()), problems::toString);
      Files.delete(lock);
    }
    assertEquals(List.of("beta:other", "acme:steady"), names(found()));
  }

  @Test
  void whatWasHashedIsWhatIsLoadedWhateverHappensMeanwhile() throws Exception {
    SchedulePlugin.module("com.gamma", "third", "1").write(folder.resolve("gamma.jar"));
    PluginLock.write(folder);
    FoundPlugins problems = new FoundPlugins();
    PluginLock lock = PluginLock.of(folder).orElseThrow();
    List<PluginBundle> checked = lock.unchanged(PluginBundle.in(folder), problems);
    assertEquals(3, checked.size(), () -> problems.result().problems().toString());

    // In the same file, and in another one of the same name.
    byte[] exchanged =
        Files.readAllBytes(
            SchedulePlugin.module("com.gamma", "exchanged", "1").write(folder.resolve("x/x.jar")));
    Files.write(folder.resolve("gamma.jar"), exchanged);
    for (Path jar : List.of(folder.resolve("acme/plugin.jar"), folder.resolve("beta-1.0.jar"))) {
      Files.delete(jar);
      Files.write(jar, exchanged);
    }

    for (Optional<HostModules> host : List.of(HostModules.here(), Optional.<HostModules>empty())) {
      FoundPlugins found = new FoundPlugins();
      for (PluginBundle bundle : checked) {
        new SourceScan(LoadedBundle.of(bundle, host).source()).into(found);
      }
      PluginCatalog catalog = new PluginCatalog(found, false);
      assertEquals(List.of("beta:other", "acme:steady", "gamma:third"), names(catalog));
      assertEquals(
          List.of(folder.resolve("beta-1.0.jar"), folder.resolve("acme/plugin.jar")),
          catalog.entries(PluginKind.SCHEDULE).stream()
              .limit(2)
              .map(entry -> entry.origin().location().orElseThrow())
              .toList());
    }
  }

  @Test
  void aJarThatIsNoRegularFileIsRefusedAndNotWaitedFor() throws Exception {
    PluginLock.write(folder);
    Path pipe = folder.resolve("beta-1.0.jar");
    Files.delete(pipe);
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assertRefused(
        () -> found().get(PluginKind.SCHEDULE, "beta:other"), "beta-1.0.jar is not a regular file");
    assertThrows(RetortException.class, () -> PluginLock.write(folder));
    Files.delete(folder.resolve("plugins.lock"));
    assertRefused(() -> found().get(PluginKind.SCHEDULE, "beta:other"), "it is not a regular file");
    assertEquals(List.of("acme:steady"), names(found()));
  }

  /** A step of a test. */
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  @Test
  void aStrictSearchStopsAtAnyProblem() throws IOException {
    assertEquals(
        List.of("beta:other", "acme:steady"),
        names(PluginCatalog.discover(new PluginSearch(List.of(folder), true))));
    Files.writeString(folder.resolve("corrupt.jar"), "no zip");
    PluginSearch strict = new PluginSearch(List.of(folder), true);
    String message =
        assertThrows(RetortException.class, () -> PluginCatalog.discover(strict)).getMessage();
    assertTrue(message.contains("corrupt.jar is not a jar that can be read"), message);
  }

  @Test
  void theFoldersAreThoseOfTheVariableOrBesideTheProgram() throws IOException {
    Path beside = Files.createDirectory(folder.resolve("plugins"));
    String home = folder.toString();
    assertEquals(List.of(beside), PluginSearch.configured(Map.of(), home));
    assertEquals(List.of(), PluginSearch.configured(Map.of(), beside.toString()));
    String separator = java.io.File.pathSeparator;
    assertEquals(
        List.of(Path.of("a"), Path.of("b")),
        PluginSearch.configured(Map.of("RETORT_PLUGINS", "a" + separator + "b"), home));
    String message =
        assertThrows(
                RetortException.class,
                () -> new PluginSearch(List.of(folder.resolve("absent")), false))
            .getMessage();
    assertTrue(message.startsWith("There is no plugin folder " + folder), message);
  }
}
