package io.retort.runtime.configuration.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.runtime.plugin.PluginLock;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java itself would only notice in a run. */
class PluginDoctorTest {
  private static final String SOURCE =
      """
      package com.acme;

      import io.retort.core.optimizer.*;
      import io.retort.core.plugin.*;

      public final class P implements ScheduleProvider<P.C> {
        public record C(@Doc("A factor.") @Default("%s") @Range(max = 3) double factor) {}

        @Override
        public String name() {
          %s
          return "acme";
        }

        @Override
        public Class<C> configuration() {
          return C.class;
        }

        @Override
        public Schedule create(C configuration, Context context) {
          %s
          return new Schedule() {
            @Override
            public double factor(long step, long steps) {
              return configuration.factor();
            }
          };
        }
      }
      """;

  private static final Path ZERO = Path.of("/dev/zero");

  @TempDir private Path folder;

  private static SourceJar plugin(String fallback, String inName, String inCreate) {
    return new SourceJar()
        .source("com.acme.P", SOURCE.formatted(fallback, inName, inCreate))
        .service(ScheduleProvider.class, "com.acme.P")
        .api();
  }

  private List<String> findings(Path path) {
    return PluginDoctor.examine(path).stream().flatMap(each -> each.findings().stream()).toList();
  }

  @Test
  void defaultsThatDoNotFitTheirKeysAreFound() throws IOException {
    assertEquals(List.of(), findings(plugin("2", "", "").write(folder.resolve("fits.jar"))));

    List<String> large = findings(plugin("7", "", "").write(folder.resolve("large.jar")));
    List<String> word = findings(plugin("zz", "", "").write(folder.resolve("word.jar")));

    assertEquals(1, large.size(), large::toString);
    assertTrue(large.get(0).contains("the default '7' does not work"), large::toString);
    assertEquals(1, word.size(), word::toString);
    assertTrue(word.get(0).contains("the default 'zz' does not work"), word::toString);
  }

  @Test
  void aLibraryThatWasLeftOutIsFoundByTheClassThatIsMissing() throws IOException {
    Path library =
        new SourceJar()
            .source("org.lib.Tool", "package org.lib; public class Tool { public void use() {} }")
            .write(folder.resolve("library.jar"));
    Path alone =
        plugin("1", "", "new org.lib.Tool().use();")
            .with(library)
            .write(folder.resolve("plugin/acme.jar"));

    List<String> without = findings(alone);
    Files.copy(library, folder.resolve("plugin/library.jar"));

    assertEquals(1, without.size(), without::toString);
    assertTrue(without.get(0).contains("have: org.lib.Tool; put the libraries"), without::toString);
    assertEquals(List.of(), findings(folder.resolve("plugin")));
  }

  @Test
  void aProviderThatUsesUpTheMemoryIsAFinding() throws IOException {
    Path jar =
        plugin("1", "if (true) throw new OutOfMemoryError(\"full\");", "")
            .write(folder.resolve("acme.jar"));
    List<String> findings = findings(jar);
    assertTrue(
        findings.stream().anyMatch(each -> each.contains("The memory is not enough")),
        findings::toString);
  }

  @Test
  void aFolderWithoutJarsIsToldInOneSentence() throws IOException {
    Files.createDirectories(folder.resolve("empty/one/two"));
    Files.createDirectories(folder.resolve("empty/three"));
    for (Path path :
        List.of(folder.resolve("empty"), folder.resolve("empty/three"), Path.of("/"))) {
      String message =
          assertThrows(RetortException.class, () -> PluginDoctor.examine(path)).getMessage();
      assertTrue(message.startsWith("Neither " + path + " nor a folder in it holds"), message);
    }
  }

  @Test
  void whatIsNoRegularFileIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe.jar");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    Path endless = Files.createSymbolicLink(folder.resolve("zero.jar"), ZERO);
    for (Path path : List.of(pipe, endless)) {
      assertEquals(
          List.of(
              path.getFileName()
                  + " is not a jar that can be read: it is not a regular file; remove it"),
          findings(path));
    }
    Files.delete(endless);
  }

  @Test
  void nothingIsLoadedOfAJarThatIsNotAsItsLockSays() {
    plugin("1", "", "").write(folder.resolve("acme.jar"));
    PluginLock.write(folder);
    plugin("1", "System.exit(5);", "").write(folder.resolve("acme.jar"));
    List<String> findings = findings(folder);
    assertEquals(1, findings.size(), findings::toString);
    assertTrue(findings.get(0).startsWith("acme.jar has changed since"), findings::toString);
  }

  @Test
  void jarsBesideSubFoldersArePluginsOfTheirOwn() throws IOException {
    plugin("1", "", "").write(folder.resolve("several/fine.jar"));
    Files.createDirectories(folder.resolve("several/broken"));
    Files.writeString(folder.resolve("several/broken/broken.jar"), "no jar");

    List<PluginDoctor> examined = PluginDoctor.examine(folder.resolve("several"));

    assertEquals(List.of("broken", "fine"), examined.stream().map(PluginDoctor::name).toList());
    assertEquals(1, examined.get(0).findings().size(), examined::toString);
    assertEquals(List.of(), examined.get(1).findings());
  }
}
