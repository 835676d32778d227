package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.retort.core.optimizer.ScheduleProvider;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code retort} of a release, in unusual surroundings. */
class LauncherIT {
  private static final String TINY =
      """
      name: tiny
      data: {kind: synthetic, shape: 6, outputs: 3, samples: 120, test-samples: 40}
      backend: onednn
      teacher: {kind: network, network: [{kind: dense, units: 3}], training: {epochs: 1}}
      student: {network: [{kind: dense, units: 3}], training: {epochs: 1}}
      strategy: temperature
      seeds: [1, 2]
      exporters: []
      """;

  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
    Files.writeString(folder.resolve("tiny.yaml"), TINY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a!", "a:b/!", "a #%20+;ä–日", "-x", "q\"'\\", "a\nb", "~", "*", "@x"})
  void itRunsFromAFolderOfAnyName(String name) throws IOException {
    Path program = release(name);

    Distribution.Outcome outcome =
        retort.run(List.of(program + "/retort"), "run", "tiny.yaml", "--quiet");

    assertEquals(0, outcome.exitCode(), outcome.err());
    assertFalse(outcome.err().contains("SLF4J"), outcome.err());
    assertTrue(outcome.out().contains("student distilled"), outcome.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a! b:c", "#%20+;ä–日", "-x", "@x"})
  void itReadsAndWritesFilesOfAnyName(String name) throws IOException {
    Path place = Files.createDirectories(folder.resolve("files").resolve(name));
    Path written = place.resolve("out " + name);
    Files.writeString(place.resolve(name + ".yaml"), TINY + "output: '" + written + "'\n");

    Distribution.Outcome outcome = inAscii("run", "--quiet", place + "/" + name + ".yaml");

    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(Files.exists(written.resolve("result.json")), outcome.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a!", "b:c", "#%20+;ä–日"})
  void pluginsWorkInFoldersOfAnyName(String name) throws IOException {
    Path plugins = folder.resolve("built");
    SourceJar jar =
        new SourceJar()
            .source(
                "com.acme.Steady",
                """
                package com.acme;
                import io.retort.core.optimizer.Schedule;
                import io.retort.core.optimizer.ScheduleProvider;
                import io.retort.core.plugin.Context;
                public final class Steady implements ScheduleProvider<Steady.Settings> {
                  public record Settings() {}
                  @Override public String name() { return "steady"; }
                  @Override public Class<Settings> configuration() { return Settings.class; }
                  @Override public Schedule create(Settings settings, Context context) {
                    try (var in = Steady.class.getResourceAsStream("factor.txt")) {
                      double factor = Double.parseDouble(new String(in.readAllBytes()));
                      return (step, steps) -> factor;
                    } catch (java.io.IOException unreadable) {
                      throw new java.io.UncheckedIOException(unreadable);
                    }
                  }
                }
                """)
            .service(ScheduleProvider.class, "com.acme.Steady")
            .entry("com/acme/factor.txt", "0.5".getBytes(StandardCharsets.UTF_8))
            .api();
    jar.write(plugins.resolve("classes.jar"));
    jar.source(
            "module-info",
            """
            module com.acme {
              requires io.retort.core;
              exports com.acme;
              provides io.retort.core.optimizer.ScheduleProvider with com.acme.Steady;
            }
            """)
        .write(plugins.resolve("modules.jar"));

    Path named = Files.move(plugins, folder.resolve(name));
    for (String plugin : List.of("classes:steady", "modules:steady")) {
      Distribution.Outcome outcome =
          inAscii(
              "validate",
              "tiny.yaml",
              "--plugins",
              named.toString(),
              "--set",
              "student.training.schedule=" + plugin);
      assertEquals(0, outcome.exitCode(), outcome.err());
    }
  }

  /** Mounted read-only, as not even root can write there; only where that can be done. */
  @ParameterizedTest
  @ValueSource(strings = {"onednn", "dl4j"})
  void aCacheThatCannotBeWrittenToServesWhatWasUnpackedBefore(String backend) throws IOException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    String mount = "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\"";
    List<String> sealed = List.of("unshare", "-rm", "bash", "-c", mount + " && shift && \"$@\"");
    List<String> program = List.of("env", "RETORT_CACHE=" + cache, folder + "/retort");
    List<String> reading = new ArrayList<>(sealed);
    reading.addAll(List.of("-", cache.toString()));
    assumeTrue(retort.run(reading, "true").exitCode() == 0, "nothing can be mounted here");
    reading.addAll(program);
    String[] run = {"run", "tiny.yaml", "--quiet", "--set", "backend=" + backend};

    Distribution.Outcome empty = retort.run(reading, run);
    assertEquals(1, empty.exitCode(), empty.err());
    assertTrue(empty.err().contains("RETORT_CACHE"), empty.err());
    assertEquals(0, retort.run(program, run).exitCode());
    Distribution.Outcome filled = retort.run(reading, run);

    assertEquals(0, filled.exitCode(), filled.err());
    assertTrue(filled.out().contains("student distilled"), filled.out());
  }

  @Test
  void itIsFoundThroughLinksWhereverItIsCalled() throws IOException {
    Path program = release("program");
    Path elsewhere = Files.createDirectories(folder.resolve("-elsewhere"));
    Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../program/retort"));
    Files.createSymbolicLink(elsewhere.resolve("-second"), Path.of("first"));
    Files.createSymbolicLink(folder.resolve("third"), Path.of("-elsewhere/-second"));
    List<List<String>> calls =
        List.of(
            List.of(folder + "/third"),
            List.of("./third"),
            List.of("-elsewhere/-second"),
            List.of("env", "PATH=" + elsewhere + ":" + System.getenv("PATH"), "first"),
            List.of("bash", "program/retort"),
            // cd would look there first, and print where it went.
            List.of("env", "CDPATH=" + folder + ":" + program, "program/retort"),
            List.of("env", "-u", "HOME", "program/retort"));
    for (List<String> call : calls) {
      Distribution.Outcome outcome = retort.run(call, "--version");
      assertEquals(0, outcome.exitCode(), call + outcome.err());
      assertTrue(outcome.out().startsWith("retort "), outcome.out());
    }
  }

  @Test
  void whatOptionsOfTheEnvironmentSayIsNoVersion() {
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS")) {
      Distribution.Outcome outcome =
          retort.run(
              List.of("env", variable + "=-Da=\"openjdk version \"11.0.1\"\"", "./retort"),
              "--version");
      assertEquals(0, outcome.exitCode(), variable + outcome.err());
    }
  }

  @Test
  void versionsOfJavaAreReadAsTheyAreWritten() throws IOException {
    assertTrue(started("24-ea").out().contains("--sun-misc-unsafe-memory-access=allow"));
    assertFalse(started("17.0.15").out().contains("--sun-misc-unsafe-memory-access=allow"));
    assertEquals(
        "retort: Java 17 or newer is needed, but "
            + folder.resolve("jdk/bin/java")
            + " is version 1.8.0_292; set JAVA_HOME.\n",
        started("1.8.0_292").err());
    assertTrue(started("x").err().contains("does not say its version"));
  }

  /** Limits of a shell; they need bash, as the launcher does. */
  @ParameterizedTest
  @ValueSource(strings = {"ulimit -n 64", "ulimit -f 1"})
  void aLimitOfTheSystemThatIsTooLowIsNamed(String limit) {
    Distribution.Outcome outcome =
        retort.run(
            List.of("bash", "-c", limit + " && exec ./retort \"$@\"", "bash"),
            "run",
            "tiny.yaml",
            "--quiet");

    assertEquals(1, outcome.exitCode(), outcome.out());
    String setting = limit.substring(0, limit.lastIndexOf(' '));
    assertTrue(outcome.err().contains("'" + setting), outcome.err());
    assertFalse(outcome.err().contains("defect"), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }

  @Test
  void compressedDataAreReadUpToTheLimit() throws IOException {
    Path bomb = folder.resolve("bomb.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write(("x,y\n" + "0,a\n".repeat(1 << 20)).getBytes(StandardCharsets.US_ASCII));
    }

    Distribution.Outcome outcome =
        retort.run(
            List.of("env", "RETORT_UNPACKED_LIMIT=1M", "./retort"),
            "validate",
            "tiny.yaml",
            "--set",
            "data={kind: csv, file: bomb.csv.gz, label: y}");

    assertEquals(1, outcome.exitCode(), outcome.out());
    assertTrue(outcome.err().contains(bomb + " unpacks to more than 1 MiB"), outcome.err());
    assertTrue(outcome.err().contains("RETORT_UNPACKED_LIMIT"), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }

  @Test
  void noTemporaryFolderIsNeeded() {
    String none = folder.resolve("none").toString();
    Distribution.Outcome outcome =
        retort.run(
            List.of("env", "TMPDIR=" + none, "RETORT_OPTS=-Djava.io.tmpdir=" + none, "./retort"),
            "run",
            "tiny.yaml",
            "--quiet");

    assertEquals(0, outcome.exitCode(), outcome.err());
  }

  @Test
  void aTerminalThatLacksCharactersGetsPlainerOnes() {
    Distribution.Outcome plain = inAscii("run", "tiny.yaml", "--quiet");
    Distribution.Outcome refused = inAscii("validate", "nö–x.yaml");
    Distribution.Outcome full =
        retort.run(List.of("env", "LC_ALL=C.UTF-8", "./retort"), "run", "tiny.yaml", "--quiet");

    assertEquals(0, plain.exitCode(), plain.err());
    assertTrue(plain.out().contains(" +- "), plain.out());
    assertTrue(plain.out().chars().allMatch(c -> c < 128), plain.out());
    assertTrue(refused.err().contains("n?-x.yaml"), refused.err());
    assertTrue(full.out().contains(" ± "), full.out());
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamedWithTheSettingThatMovesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    for (String setting : List.of("RETORT_CACHE=" + file, "XDG_CACHE_HOME=" + file)) {
      Path cache = setting.startsWith("X") ? file.resolve("retort") : file;
      for (String backend : List.of("onednn", "dl4j")) {
        Distribution.Outcome outcome =
            retort.run(
                List.of("env", "-u", "RETORT_CACHE", setting, "./retort"),
                "run",
                "tiny.yaml",
                "--set",
                "backend=" + backend);

        assertEquals(1, outcome.exitCode(), outcome.out());
        assertTrue(
            outcome.err().contains("the folder " + cache.resolve("native") + " cannot be written"),
            outcome.err());
        assertTrue(outcome.err().contains("RETORT_CACHE"), outcome.err());
        assertFalse(outcome.err().contains("java."), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
      }
    }
    // What needs no native library works.
    Distribution.Outcome listed =
        retort.run(List.of("env", "RETORT_CACHE=" + file, "./retort"), "plugins", "list");
    assertEquals(0, listed.exitCode(), listed.err());
  }

  private Path release(String name) throws IOException {
    Path program = Files.createDirectories(folder.resolve(name));
    for (String part : List.of("lib", "native")) {
      Files.createSymbolicLink(program.resolve(part), folder.resolve(part).toRealPath());
    }
    Path script = Files.copy(folder.resolve("retort"), program.resolve("retort"));
    assertTrue(script.toFile().setExecutable(true));
    return program;
  }

  private Distribution.Outcome inAscii(String... arguments) {
    return retort.run(List.of("env", "-u", "LANG", "LC_ALL=C", "./retort"), arguments);
  }

  /** What a Java of some version is started with. */
  private Distribution.Outcome started(String version) throws IOException {
    Path java = folder.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        java,
        """
        #!/bin/sh
        if [ "$1" = -version ]; then
          echo 'Picked up version "9"' >&2
          echo 'openjdk version "%s" 2025-03-18' >&2
        else
          echo "$@"
        fi
        """
            .formatted(version));
    assertTrue(java.toFile().setExecutable(true));
    List<String> call = new ArrayList<>(List.of("env", "JAVA_HOME=" + folder.resolve("jdk")));
    call.add("./retort");
    return retort.run(call);
  }
}
