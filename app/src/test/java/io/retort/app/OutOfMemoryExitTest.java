package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.MemoryShortage;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutOfMemoryExitTest {

  /** A program of which a thread beside the first one takes all memory, while the first waits. */
  static final class Glutton {
    private Glutton() {}

    public static void main(String[] arguments) throws InterruptedException {
      Thread.setDefaultUncaughtExceptionHandler(new OutOfMemoryExit());
      Thread thread =
          new Thread(
              () -> {
                Object[] taken = {};
                while (true) {
                  taken = new Object[] {taken, new byte[1 << 10]};
                }
              });
      thread.start();
      thread.join();
      // Not reached: what a process that goes on without one of its threads would return.
      System.exit(0);
    }
  }

  @Test
  void aThreadThatRunsOutOfMemoryEndsTheProcessWithASentence() throws Exception {
    String classes =
        Stream.of(Glutton.class, OutOfMemoryExit.class, MemoryShortage.class)
            .map(OutOfMemoryExitTest::root)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-cp",
                classes,
                Glutton.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), said);
    assertTrue(said.startsWith("retort: The memory is not enough (Java's heap of 1"), said);
    assertTrue(said.contains("RETORT_OPTS=-Xmx512m"), said);
    assertEquals(1, said.lines().count(), said);
  }

  /** The folder or jar that a class is read from. */
  private static String root(Class<?> type) {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    String found = type.getResource(name).toString();
    String root = found.substring(0, found.length() - name.length());
    return Path.of(URI.create(root.replaceFirst("^jar:", "").replaceFirst("!$", ""))).toString();
  }
}
