package io.retort.runtime.common.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLockTest {
  @TempDir private Path folder;

  @Test
  void anOutputHasOneOwnerInAProcess() {
    try (OutputLock first = OutputLock.acquire(lock(), folder)) {
      assertTrue(
          acquisitionError().contains("by this process (" + ProcessHandle.current().pid() + ")"));
      // What was refused has not released the lock either.
      assertTrue(acquisitionError().contains(folder.toString()));
      assertEquals(
          Optional.of(Long.toString(ProcessHandle.current().pid())), OutputLock.writer(lock()));
      first.requireHeld();
    }
    assertEquals(Optional.empty(), OutputLock.writer(lock()));
    OutputLock.acquire(lock(), folder).complete();
    assertFalse(Files.exists(lock()));
  }

  @Test
  void aProcessThatIsKilledReleasesTheLock() throws Exception {
    Process holder = hold();
    try {
      assertTrue(acquisitionError().contains("by process " + holder.pid()), acquisitionError());
      assertEquals(Optional.of(Long.toString(holder.pid())), OutputLock.writer(lock()));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertEquals(Optional.empty(), OutputLock.writer(lock()));
    OutputLock.acquire(lock(), folder).close();
  }

  @Test
  void otherClassesOfThisProcessCountAsOwnersToo() throws Exception {
    List<URL> places = new ArrayList<>();
    for (Class<?> type : List.of(OutputLock.class, RetortException.class)) {
      places.add(type.getProtectionDomain().getCodeSource().getLocation());
    }
    // Not below the platform's loader, which finds the named modules of the program.
    try (URLClassLoader loader = new URLClassLoader(places.toArray(URL[]::new), null)) {
      Class<?> other = loader.loadClass(OutputLock.class.getName());
      assertNotSame(OutputLock.class, other);
      AutoCloseable held =
          (AutoCloseable)
              other.getMethod("acquire", Path.class, Path.class).invoke(null, lock(), folder);
      String own = Long.toString(ProcessHandle.current().pid());
      for (int time = 0; time < 2; time++) {
        assertTrue(
            acquisitionError().contains("by this process (" + own + ")"), acquisitionError());
        assertEquals(Optional.of(own), OutputLock.writer(lock()));
      }
      held.close();
    }
    OutputLock.acquire(lock(), folder).close();
  }

  @Test
  void anOutputThatIsRemovedOrReplacedIsNoticed() throws IOException {
    try (OutputLock lock = OutputLock.acquire(lock(), folder)) {
      Files.delete(lock());
      assertThrows(RetortException.class, lock::requireHeld);
      Files.writeString(lock(), "another's");
      assertThrows(RetortException.class, lock::requireHeld);
    }
  }

  private Path lock() {
    return folder.resolve("run.lock");
  }

  private String acquisitionError() {
    return assertThrows(RetortException.class, () -> OutputLock.acquire(lock(), folder))
        .getMessage();
  }

  /** A process that has the lock when this returns. */
  private Process hold() throws IOException, URISyntaxException {
    Set<String> classPath = new LinkedHashSet<>();
    for (Class<?> type : new Class<?>[] {Holder.class, OutputLock.class, RetortException.class}) {
      classPath.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(System.getProperty("path.separator"), classPath),
                Holder.class.getName(),
                lock().toString())
            .redirectError(Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader();
    assertEquals("locked", out.readLine());
    return process;
  }

  /** Locks a file and keeps it locked. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
      Path file = Path.of(arguments[0]);
      try (OutputLock lock = OutputLock.acquire(file, file)) {
        System.out.println("locked");
        lock.requireHeld();
        Thread.currentThread().join();
      }
    }
  }
}
