package io.retort.backends.cpu.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnresolvedLibrariesTest {
  private static final NativeJar FAST = new NativeJar("org.acme:fast", "org/acme/fast", "jnifast");
  private static final NativeJar SLOW = new NativeJar("org.acme:slow", "org/acme/slow", "jnislow");
  private static final String HERE = Loader.getPlatform();

  @TempDir private Path folder;
  private ProgramJars program;

  @BeforeEach
  void startProgram() {
    program = new ProgramJars(List.of(folder.toString(), folder.resolve("alone.jar") + ""));
  }

  @Test
  void jarsThatTheProgramDoesNotHaveAreNamedAsDependencies() throws IOException {
    write("other.jar", "org/acme/other/x");

    assertEquals(
        "The native libraries of Acme cannot be used: the program has none, and this machine is "
            + HERE
            + "; add org.acme:fast and org.acme:slow with the classifier "
            + HERE
            + " to its dependencies, if that is published for this platform",
        environmentError());
  }

  @Test
  void thoseOfOtherPlatformsAreToldApart() throws IOException {
    write("fast.jar", "org/acme/fast/solaris-sparc/libjnifast.so", "org/acme/fast/Fast.class");
    write("alone.jar", "org/acme/slow/aix-ppc64/libjnislow.so");

    assertEquals(
        "The native libraries of Acme cannot be used: the program has those for aix-ppc64 and"
            + " solaris-sparc, and this machine is "
            + HERE
            + "; add org.acme:fast and org.acme:slow with the classifier "
            + HERE
            + " to its dependencies, if that is published for this platform",
        environmentError());
  }

  @Test
  void jarsAreFoundByWhatIsInThemAndFilesThatAreNoneArePassedOver() throws IOException {
    Files.writeString(folder.resolve("a-" + HERE + ".jar"), "no jar");
    write("renamed.jar", FAST.entry(HERE));
    write("slow-" + HERE + ".jar", SLOW.entry(HERE));

    assertEquals(Optional.of(folder.resolve("renamed.jar")), program.with(FAST.entry(HERE), HERE));
    assertEquals(
        Optional.of(folder.resolve("slow-" + HERE + ".jar")), program.with(SLOW.entry(HERE), HERE));
    assertEquals(Optional.empty(), new ProgramJars(List.of("")).with(SLOW.entry(HERE), HERE));
  }

  private void write(String jar, String... entries) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(folder.resolve(jar)))) {
      for (String entry : entries) {
        out.putNextEntry(new JarEntry(entry));
        out.closeEntry();
      }
    }
  }

  private String environmentError() {
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () ->
                UnresolvedLibraries.show(
                    "Acme", List.of(FAST, SLOW), getClass().getClassLoader(), program));
    assertEquals(ErrorKind.ENVIRONMENT, refusal.kind());
    return refusal.getMessage();
  }
}
