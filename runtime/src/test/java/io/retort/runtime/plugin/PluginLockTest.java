package io.retort.runtime.plugin;

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

  private static String refusal(PluginCatalog catalog, String name) {
    return assertThrows(RetortException.class, () -> catalog.get(PluginKind.SCHEDULE, name))
        .getMessage();
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
    String message = refusal(found(), "acme:steady");
    assertTrue(message.contains("acme/plugin.jar has changed since plugins.lock"), message);
  }

  @Test
  void anAddedJarAndAMissingOneAreRefusedByName() throws IOException {
    PluginLock.write(folder);
    SchedulePlugin.library(2).write(folder.resolve("beta-1.0.jar").resolveSibling("gamma.jar"));
    Files.delete(folder.resolve("acme/ratio.jar"));
    assertEquals(List.of("beta:other"), names(found()));
    assertTrue(refusal(found(), "gamma:x").contains("gamma.jar is not in plugins.lock"));
    assertTrue(refusal(found(), "acme:steady").contains("acme/ratio.jar is missing, which"));
  }

  @Test
  void aMissingPluginIsAProblem() throws IOException {
    PluginLock.write(folder);
    Files.delete(folder.resolve("beta-1.0.jar"));
    assertTrue(refusal(found(), "beta:other").contains("it is missing, and plugins.lock names it"));
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
  void aStrictSearchStopsAtAnyProblem() throws IOException {
    assertEquals(
        List.of("beta:other", "acme:steady"),
        names(PluginCatalog.discover(new PluginSearch(List.of(folder), true))));
    Files.writeString(folder.resolve("corrupt.jar"), "no zip");
    PluginSearch strict = new PluginSearch(List.of(folder), true);
    String message =
        assertThrows(RetortException.class, () -> PluginCatalog.discover(strict)).getMessage();
    assertTrue(message.contains("corrupt.jar is no jar that can be read"), message);
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
