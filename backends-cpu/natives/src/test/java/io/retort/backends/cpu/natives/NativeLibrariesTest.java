package io.retort.backends.cpu.natives;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  private static final String FIX =
      "; another folder for them can be named with the environment variable RETORT_CACHE";

  @TempDir private Path home;

  @Test
  void aFolderThatCannotBeMadeIsRefusedBeforeAnythingIsLoaded() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "x");
    AtomicBoolean tried = new AtomicBoolean();

    String said = loadingError(() -> tried.set(true), file.resolve("native"));

    assertFalse(tried.get(), "JavaCPP would have unpacked them elsewhere");
    assertTrue(
        said.startsWith(
            "The native libraries of oneDNN cannot be used: the folder "
                + file.resolve("native")
                + " cannot be written to"),
        said);
    assertTrue(said.endsWith(FIX), said);
  }

  @Test
  void aFileSystemWithoutProgramsIsNamedAsSuch() {
    LinkageError misfit =
        new UnsatisfiedLinkError(
            home
                + "/libdnnl.so.3: failed to map segment from shared object: Operation not"
                + " permitted");

    assertEquals(
        "The native libraries of oneDNN cannot be used: the folder "
            + home
            + " lies on a file system that lets no program code run (mounted 'noexec')"
            + FIX,
        loadingError(failing(misfit), home));
  }

  @Test
  void otherCausesAreTheLoadersWordsWithoutNamesOfClasses() {
    LinkageError misfit = new UnsatisfiedLinkError("no jnidnnl in java.library.path");
    misfit.initCause(new UnsatisfiedLinkError("libc.so.6: version `GLIBC_2.99' not found\nat x"));
    LinkageError outer = new NoClassDefFoundError("Could not initialize class org.example.Dnnl");
    outer.initCause(misfit);

    String said = loadingError(failing(outer), home);

    boolean full = said.contains("MB left");
    assertTrue(
        full
            || said.contains(
                "those in the folder "
                    + home
                    + " do not load (no jnidnnl in java.library.path; libc.so.6: version"
                    + " `GLIBC_2.99' not found); if one is damaged, delete the folder, and they are"
                    + " unpacked again"),
        said);
    assertFalse(said.contains("org.example"), said);
    assertEquals(1, said.lines().count());
  }

  @Test
  void aFolderThroughALinkIsMadeAndUsed() throws IOException {
    Path real = Files.createDirectory(home.resolve("real"));
    Path link = Files.createSymbolicLink(home.resolve("link"), real);

    assertDoesNotThrow(() -> NativeLibraries.load("oneDNN", () -> {}, link));
    assertDoesNotThrow(() -> NativeLibraries.load("oneDNN", () -> {}, link.resolve("a/b")));

    assertTrue(Files.isDirectory(real.resolve("a/b")));
  }

  private static Runnable failing(LinkageError misfit) {
    return () -> {
      throw misfit;
    };
  }

  private static String loadingError(Runnable loading, Path folder) {
    return assertThrows(
            RetortException.class, () -> NativeLibraries.load("oneDNN", loading, folder))
        .getMessage();
  }
}
