package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code retort} of a checkout, which builds when it must. Maven is played by a script.
 */
class CheckoutIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("launcher"));
  private static final Path BUILT = Path.of(System.getProperty("distribution"));

  /** Builds like Maven: says what the sources are, then, in the end, that they are built. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$PWD" >> "%1$s/calls"
      if [ -e /dev/fd/9 ]; then echo inherited >> "%1$s/calls"; fi
      if [ -e "%1$s/fail" ]; then echo "[ERROR] No such thing" >&2; exit 1; fi
      if [ -p "%1$s/wait" ]; then read -r go < "%1$s/wait"; fi
      rm -rf app/target/retort
      mkdir -p app/target/retort
      bash app/src/build/sources-digest > app/target/sources
      ln -sfn "%2$s/lib" "%2$s/native" app/target/retort/
      mv app/target/sources app/target/retort/
      """;

  @TempDir private Path work;
  private Path checkout;
  private Distribution anywhere;

  @BeforeEach
  void checkOut() throws IOException {
    anywhere = new Distribution(Files.createDirectory(work.resolve("release")));
    checkout = work.resolve("check out");
    write("pom.xml", "<project/>");
    write("core/pom.xml", "<project/>");
    write("core/src/main/java/A.java", "class A {}");
    write("core/src/test/java/ATest.java", "class ATest {}");
    write("app/pom.xml", "<project/>");
    executable(
        write(
            "app/src/build/sources-digest",
            Files.readString(LAUNCHER.resolveSibling("app/src/build/sources-digest"))));
    executable(write("retort", Files.readString(LAUNCHER)));
    Path maven = Files.createDirectory(work.resolve("bin")).resolve("mvn");
    Files.writeString(maven, MAVEN.formatted(work, BUILT));
    executable(maven);
  }

  @Test
  void itIsBuiltOnceAndRecognisedByContent() throws IOException {
    Distribution.Outcome first = version();
    assertEquals(0, first.exitCode(), first.err());
    assertTrue(first.err().contains("retort: building"), first.err());
    assertTrue(first.err().contains("minutes"), first.err());
    assertEquals("", version().err());

    // As a copy leaves it.
    FileTime later = FileTime.from(Instant.now().plusSeconds(3600));
    Files.setLastModifiedTime(checkout.resolve("core/src/main/java/A.java"), later);
    Files.setLastModifiedTime(checkout.resolve("pom.xml"), later);
    write("core/src/test/java/ATest.java", "class ATest { int tested; }");
    write("core/src/main/java/A.java~", "class A { int older; }");
    assertEquals("", version().err());
    assertEquals(1, calls().size());
  }

  @Test
  void everyChangeOfASourceIsBuilt() throws IOException {
    version();
    Path source = checkout.resolve("core/src/main/java/A.java");
    FileTime time = Files.getLastModifiedTime(source);

    Files.writeString(source, "class B {}");
    Files.setLastModifiedTime(source, time);
    assertTrue(version().err().contains("building"), "same size and time");
    Files.move(source, source.resolveSibling("B.java"));
    assertTrue(version().err().contains("building"), "another name");
    write("core/src/main/resources/x.txt", "");
    assertTrue(version().err().contains("building"), "an empty file more");
    Files.delete(checkout.resolve("core/src/main/resources/x.txt"));
    assertTrue(version().err().contains("building"), "a file less");
    write("core/pom.xml", "<project></project>");
    assertTrue(version().err().contains("building"), "another build");
    assertEquals("", version().err());
    assertEquals(6, calls().size());
  }

  @Test
  void whatMavenSaysComesAfterASentence() throws IOException {
    Files.writeString(work.resolve("fail"), "");

    Distribution.Outcome outcome = version();

    assertEquals(1, outcome.exitCode());
    List<String> said = outcome.err().lines().toList();
    assertEquals("retort: " + checkout + " could not be built; Maven says:", said.get(1));
    assertEquals("[ERROR] No such thing", said.get(2));
    // What was built in part is not a program.
    Files.delete(work.resolve("fail"));
    assertTrue(version().err().contains("building"));
  }

  @Test
  void withoutMavenOrAFolderToBuildInOneSentenceSaysSo() throws IOException {
    Path tools = Files.createDirectory(work.resolve("tools"));
    for (String tool : List.of("bash", "env", "locale", "sed", "flock", "getconf", "readlink")) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path found = Path.of(place, tool);
        if (Files.exists(found) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), found);
        }
      }
    }
    Distribution.Outcome outcome =
        anywhere.run(List.of("env", "PATH=" + tools, checkout + "/retort"), "--version");
    assertEquals(1, outcome.exitCode());
    assertTrue(
        outcome.err().contains("has not been built yet, and there is no mvn on the PATH"),
        outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    Path colon = Files.move(checkout, work.resolve("a:b"));

    Distribution.Outcome refused = retort(colon);

    assertEquals(1, refused.exitCode());
    assertTrue(refused.err().startsWith("retort: " + colon + " has not been built yet, and Java"));
    assertEquals(1, refused.err().lines().count(), refused.err());
  }

  @Test
  void ofTwoThatBuildOneWaitsAndUsesWhatTheOtherHasBuilt() throws Exception {
    Path waiting = pipe("wait");
    Process first = start("first");
    while (!Files.exists(work.resolve("calls"))) {
      Thread.onSpinWait();
    }
    Process second = start("second");
    while (!Files.readString(work.resolve("second")).contains("waiting")) {
      Thread.onSpinWait();
    }
    assertTrue(second.isAlive());
    Files.writeString(waiting, "go\n");

    assertEquals(0, first.waitFor());
    assertEquals(0, second.waitFor());
    assertEquals(1, calls().size(), calls().toString());
    assertFalse(Files.readString(work.resolve("first")).contains("waiting"));
  }

  @Test
  void aProgramThatRunsKeepsWhatItRunsFromWhileTheNextBuildReplacesIt() throws Exception {
    assertEquals(0, version().exitCode());
    Path waiting = pipe("runs");
    Process running = new ProcessBuilder(call(checkout, fakeJava())).start();
    while (!Files.exists(work.resolve("before"))) {
      Thread.onSpinWait();
    }
    write("core/src/main/java/A.java", "class A { int newer; }");
    assertTrue(version().err().contains("building"));
    assertEquals(2, programs());

    Files.writeString(waiting, "go\n");
    assertEquals(0, running.waitFor());
    String before = Files.readString(work.resolve("before"));
    assertEquals(before, Files.readString(work.resolve("after")));
    assertTrue(before.contains("retort-core"), before);

    write("core/src/main/java/A.java", "class A { int newest; }");
    assertTrue(version().err().contains("building"));
    assertEquals(1, programs());
  }

  /** A named pipe, from which a script reads until this test writes a line. */
  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = work.resolve(name);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    return pipe;
  }

  /** A Java that runs until it is told to end, and notes before and after what it runs from. */
  private Path fakeJava() throws IOException {
    Path java = Files.createDirectories(work.resolve("jdk/bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/bash
        if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
        while [ "$1" != -p ]; do shift; done
        note() { cat "$1/../sources"; ls -i "$1"; }
        note "$2" > "%1$s/part"; mv "%1$s/part" "%1$s/before"
        read -r go < "%1$s/runs"
        note "$2" > "%1$s/after"
        """
            .formatted(work));
    executable(java);
    return work.resolve("jdk");
  }

  /** How many programs are kept to run from. */
  private long programs() throws IOException {
    try (Stream<Path> folders = Files.list(checkout.resolve("app/target/run"))) {
      return folders.count();
    }
  }

  private Process start(String log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(call(checkout))
            .redirectErrorStream(true)
            .redirectOutput(work.resolve(log).toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  private Distribution.Outcome version() {
    return retort(checkout);
  }

  private Distribution.Outcome retort(Path place) {
    return anywhere.run(call(place));
  }

  private List<String> call(Path place) {
    return call(place, Path.of(System.getProperty("java.home")));
  }

  private List<String> call(Path place, Path java) {
    String path = work.resolve("bin") + ":" + System.getenv("PATH");
    return new ArrayList<>(
        List.of("env", "PATH=" + path, "JAVA_HOME=" + java, place + "/retort", "--version"));
  }

  /** Where Maven was called. */
  private List<String> calls() throws IOException {
    return Files.readAllLines(work.resolve("calls"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void executable(Path file) {
    assertTrue(file.toFile().setExecutable(true), file.toString());
  }
}
