package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.testkit.jar.SourceJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that serves a student, with the few jars that it needs, and with some of them gone. */
class ServingProgramIT {
  private static final List<String> JARS =
      List.of(
          "retort-core-",
          "retort-runtime-common-",
          "retort-serving-",
          "retort-backend-natives-",
          "retort-backend-onednn-",
          "asm-",
          "dnnl-",
          "jackson-core-",
          "jackson-jr-",
          "javacpp-",
          "opencl-");
  private static final String ADVICE =
      "add org.bytedeco:javacpp and org.bytedeco:opencl and org.bytedeco:dnnl with the classifier ";
  private static final String TAKES_OVER = "The student is computed by plain Java";

  @TempDir private static Path shared;
  private static Distribution retort;
  private static Path program;

  @TempDir private Path folder;
  private Path cache;

  @BeforeAll
  static void trainAndCompile() throws IOException {
    retort = new Distribution(shared);
    Files.writeString(
        shared.resolve("tiny.yaml"),
        """
        name: tiny
        data: {kind: synthetic, shape: 4, outputs: 3, samples: 120, test-samples: 40}
        teacher: none
        student: {network: [{kind: dense, units: 3}], training: {epochs: 2}}
        strategy: labels
        exporters: []
        seeds: [1]
        output: run
        """);
    Distribution.Outcome run = retort.onModulePath("run", "tiny.yaml");
    assertEquals(0, run.exitCode(), run.err());
    program =
        new SourceJar()
            .source(
                "com.acme.Main",
                """
                package com.acme;
                import io.retort.serving.Computation;
                import io.retort.serving.Student;
                import java.nio.file.Path;
                public final class Main {
                  public static void main(String[] arguments) {
                    Computation computation = Computation.valueOf(arguments[0]);
                    try (Student student = Student.load(Path.of("run/student"), computation)) {
                      float[] prediction = student.predict(new float[] {0, 1, 2, 3});
                      System.out.print(student.computedBy() + " " + prediction.length);
                    }
                  }
                }
                """)
            .source("module-info", "module com.acme { requires io.retort.serving; }")
            .with(Distribution.libraries().toArray(Path[]::new))
            .write(shared.resolve("program.jar"));
  }

  @BeforeEach
  void nameCache() {
    cache = folder.resolve("cache");
  }

  /** Starts the program with an empty cache folder at first, and the jars of native libraries. */
  private Distribution.Outcome start(boolean modules, List<Path> natives, String computation) {
    String path =
        Stream.of(Distribution.libraries().stream().filter(this::isNeeded), natives.stream())
            .flatMap(jars -> jars)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>(List.of("env", "RETORT_CACHE=" + cache));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String all = path + File.pathSeparator + program;
    command.addAll(
        modules
            ? List.of("-p", all, "-m", "com.acme/com.acme.Main")
            : List.of("-cp", all, "com.acme.Main"));
    return retort.run(command, computation);
  }

  private boolean isNeeded(Path jar) {
    return JARS.stream().anyMatch(name -> jar.getFileName().toString().startsWith(name));
  }

  private static List<Path> natives() throws IOException {
    try (Stream<Path> jars = Files.list(shared.resolve("native"))) {
      return jars.filter(jar -> jar.toString().matches(".*/(javacpp|opencl|dnnl)-.*")).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nativeLibrariesAreFoundWithoutOptionsOnBothPaths(boolean modules) throws IOException {
    Distribution.Outcome run = start(modules, natives(), "BACKEND");

    assertEquals("onednn 3", run.out(), run.err());
    assertTrue(Files.isDirectory(cache.resolve("native")), "unpacked where the variable says");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutTheirJarsPlainJavaComputesAndTheLogNamesTheDependencies(boolean modules) {
    Distribution.Outcome taken = start(modules, List.of(), "AUTO");
    Distribution.Outcome refused = start(modules, List.of(), "BACKEND");

    assertEquals("java 3", taken.out(), taken.err());
    assertTrue(taken.err().contains(TAKES_OVER), taken.err());
    for (Distribution.Outcome each : List.of(taken, refused)) {
      assertTrue(each.err().contains("the program has none, and this machine"), each.err());
      assertTrue(each.err().contains(ADVICE), each.err());
    }
    assertEquals(1, refused.exitCode());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void jarsOfAnotherPlatformAreNamedAsSuch(boolean modules) {
    Path other =
        new SourceJar()
            .entry("org/bytedeco/dnnl/aix-ppc64/libjnidnnl.so", new byte[1])
            .write(folder.resolve("dnnl-aix-ppc64.jar"));

    Distribution.Outcome taken = start(modules, List.of(other), "AUTO");

    assertEquals("java 3", taken.out(), taken.err());
    assertTrue(taken.err().contains("the program has those for aix-ppc64, and"), taken.err());
    assertTrue(taken.err().contains(ADVICE), taken.err());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCacheFolderThatCannotBeMadeIsNamed(boolean modules) throws IOException {
    cache = Files.writeString(folder.resolve("file"), "no folder");

    Distribution.Outcome taken = start(modules, natives(), "AUTO");

    assertEquals("java 3", taken.out(), taken.err());
    assertTrue(
        taken.err().contains("the folder " + cache.resolve("native") + " cannot be written to"),
        taken.err());
    assertTrue(taken.err().contains("RETORT_CACHE"), taken.err());
  }

  @Test
  void aDamagedLibraryIsNamedWithTheFolderToDelete() throws IOException {
    assertEquals("onednn 3", start(true, natives(), "BACKEND").out());
    Path library;
    try (Stream<Path> files = Files.walk(cache)) {
      library = files.filter(file -> file.endsWith("libjnidnnl.so")).findFirst().orElseThrow();
    }
    FileTime written = Files.getLastModifiedTime(library);
    Files.write(library, new byte[(int) Files.size(library)]);
    Files.setLastModifiedTime(library, written);

    for (boolean modules : List.of(true, false)) {
      Distribution.Outcome taken = start(modules, natives(), "AUTO");

      assertEquals("java 3", taken.out(), taken.err());
      assertTrue(
          taken.err().contains("those in the folder " + cache.resolve("native") + " do not load"),
          taken.err());
      assertTrue(taken.err().contains("delete the folder"), taken.err());
    }
  }
}
