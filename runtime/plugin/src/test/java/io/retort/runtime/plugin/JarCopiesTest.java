package io.retort.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.runtime.common.files.Sha256;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarCopiesTest {
  @TempDir private Path folder;
  private Path jar;
  private Path parent;

  @BeforeEach
  void prepare() throws IOException {
    jar = Files.writeString(folder.resolve("a.jar"), "content");
    parent = Files.createDirectory(folder.resolve("tmp"));
  }

  @Test
  void copiesOfALivingProcessStayAndThoseOfAKilledOneAreRemoved() throws Exception {
    Process process = copying();
    Path theirs = copies().get(0);
    assertTrue(process.isAlive());

    Path ours = new JarCopies(parent).of(jar).jar().file();
    assertEquals("content", Files.readString(theirs));
    process.destroyForcibly().waitFor();
    assertEquals(List.of(theirs), copies().stream().filter(copy -> !copy.equals(ours)).toList());
    new JarCopies(parent);

    assertEquals(List.of(ours), copies());
    assertEquals(List.of(), unlocked());
  }

  /** The system releases a lock with the object that holds it, which nobody refers to here. */
  @Test
  void copiesAreKeptAsLongAsTheProcessRuns() throws Exception {
    Process process = copying();
    process.outputWriter().append("collect\n").flush();
    assertEquals("collected", process.inputReader().readLine());
    new JarCopies(parent);
    assertEquals(1, copies().size());
    process.outputWriter().append("end\n").flush();
    assertEquals(0, process.waitFor());
    assertEquals(List.of(), copies());
  }

  @Test
  void whatIsNoFolderOfCopiesIsLeftAlone() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve(".lock"), "");
    Path kept = Files.writeString(elsewhere.resolve("kept"), "");
    Files.createSymbolicLink(parent.resolve("retort-plugin-link"), elsewhere);
    Path without = Files.createDirectory(parent.resolve("retort-plugin-without"));
    Path file = Files.writeString(parent.resolve("retort-plugin-file"), "");

    new JarCopies(parent);

    assertTrue(Files.exists(kept) && Files.exists(without) && Files.exists(file));
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.walk(parent)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private List<Path> unlocked() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.filter(file -> !file.toString().contains("retort-plugin-")).toList();
    }
  }

  /** A process that has copied the jar when this returns. */
  private Process copying() throws IOException, URISyntaxException {
    Set<String> classPath = new LinkedHashSet<>();
    for (Class<?> type :
        List.of(Copier.class, JarCopies.class, Sha256.class, RetortException.class)) {
      classPath.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(File.pathSeparator, classPath),
                Copier.class.getName(),
                parent.toString(),
                jar.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    assertEquals("copied", process.inputReader().readLine());
    return process;
  }

  /** Copies a jar and goes on. */
  static final class Copier {
    private Copier() {}

    public static void main(String[] arguments) throws Exception {
      new JarCopies(Path.of(arguments[0])).of(Path.of(arguments[1]));
      System.out.println("copied");
      while (System.in.read() == 'c') {
        skipLine();
        System.gc();
        System.out.println("collected");
      }
    }

    private static void skipLine() throws IOException {
      int next = System.in.read();
      while (next >= 0 && next != '\n') {
        next = System.in.read();
      }
    }
  }
}
