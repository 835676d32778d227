package io.retort.app;

import io.retort.testkit.jar.SourceJar;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The distribution that the build has made, started as users start it. */
public final class Distribution {
  private static final Path HOME = Path.of(System.getProperty("distribution"));
  private static final int TIMEOUT_MINUTES = 5;
  private static final String CLASS_PATH = HOME + "/lib/*:" + HOME + "/native/*";

  private final Path work;

  /** Works in a folder of its own, with the launcher beside the libraries, as after unpacking. */
  Distribution(Path work) throws IOException {
    this.work = work;
    Path launcher = Files.copy(Path.of(System.getProperty("launcher")), work.resolve("retort"));
    if (!launcher.toFile().setExecutable(true)) {
      throw new IOException(launcher + " cannot be made executable");
    }
    Files.createSymbolicLink(work.resolve("lib"), HOME.resolve("lib"));
    Files.createSymbolicLink(work.resolve("native"), HOME.resolve("native"));
  }

  /** What a process has said. */
  record Outcome(int exitCode, String out, String err) {}

  /** An experiment file of the project, by its path in {@code experiments} without the ending. */
  static String experiment(String name) {
    return Path.of(System.getProperty("launcher"))
        .resolveSibling("experiments/" + name + ".yaml")
        .normalize()
        .toString();
  }

  /** The jars of Retort's own modules. */
  public static List<Path> jars() {
    try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("retort-"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** All jars that the program runs with as modules. */
  static List<Path> libraries() {
    try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The jar that authors of plugins test with; it is published, and not part of the program. */
  public static Path testkit() {
    try {
      return Path.of(SourceJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Runs the launcher, which uses the module path. */
  Outcome onModulePath(String... arguments) {
    return onModulePath(List.of(), arguments);
  }

  /** The same, with options for the JVM. */
  Outcome onModulePath(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    if (!options.isEmpty()) {
      command.addAll(List.of("env", "RETORT_OPTS=" + String.join(" ", options)));
    }
    command.add(work.resolve("retort").toString());
    return run(command, arguments);
  }

  /** Runs the same program on the class path. */
  Outcome onClassPath(String... arguments) {
    return onClassPath(List.of(), arguments);
  }

  /** The same, with options for the JVM. */
  Outcome onClassPath(List<String> options, String... arguments) {
    return java(options, List.of("-cp", CLASS_PATH, "io.retort.app.Main"), arguments);
  }

  /** Runs the program on the class path, with more jars behind its own. */
  Outcome onClassPathWith(List<Path> jars, String... arguments) {
    return java(
        List.of(),
        List.of("-cp", CLASS_PATH + File.pathSeparator + joined(jars), "io.retort.app.Main"),
        arguments);
  }

  /** Runs the program on the module path, with more jars behind its own. */
  Outcome onModulePathWith(List<Path> jars, String... arguments) {
    return java(
        List.of(),
        List.of(
            "--add-modules",
            "ALL-MODULE-PATH,java.se",
            "-p",
            HOME.resolve("lib") + File.pathSeparator + joined(jars),
            "-cp",
            HOME + "/native/*",
            "-m",
            "io.retort.app/io.retort.app.Main"),
        arguments);
  }

  private static String joined(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private Outcome java(List<String> options, List<String> program, String... arguments) {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      java.add("--enable-native-access=ALL-UNNAMED");
      java.add("--sun-misc-unsafe-memory-access=allow");
    }
    java.addAll(options);
    java.addAll(program);
    return run(java, arguments);
  }

  /** Starts the launcher, which writes its output into a pipe; the caller ends it. */
  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(work.resolve("retort").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectError(work.resolve("err.txt").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  /** Runs any program in the folder of this distribution. */
  Outcome run(List<String> program, String... arguments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    Path out = work.resolve("out.txt");
    Path err = work.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      Process process = builder.start();
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end");
      }
      return new Outcome(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
