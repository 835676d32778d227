package io.retort.testkit.jar;

import io.retort.core.plugin.ApiVersion;
import io.retort.core.plugin.Provider;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A jar that is compiled from source text. */
public final class SourceJar {
  private static final String MODULE_INFO = "module-info";

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Path> libraries = new ArrayList<>();

  /**
   * Adds a class.
   *
   * @param name its full name, or {@code module-info}
   * @param text its source
   * @return this
   */
  public SourceJar source(String name, String text) {
    sources.put(name, text);
    return this;
  }

  /**
   * Adds a file to {@code META-INF/services}.
   *
   * @param service the service
   * @param providers the names of the provider classes, existing or not
   * @return this
   */
  public SourceJar service(Class<?> service, String... providers) {
    String text = String.join("\n", providers) + "\n";
    return entry("META-INF/services/" + service.getName(), text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a file.
   *
   * @param name its name in the jar
   * @param content its bytes
   * @return this
   */
  public SourceJar entry(String name, byte[] content) {
    entries.put(name, content.clone());
    return this;
  }

  /**
   * Adds an attribute to the manifest.
   *
   * @param name the attribute
   * @param value its value
   * @return this
   */
  public SourceJar manifest(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /**
   * Says in the manifest that the jar was built for this version of Retort's API.
   *
   * @return this
   */
  public SourceJar api() {
    return manifest(ApiVersion.MANIFEST_ATTRIBUTE, ApiVersion.CURRENT.toString());
  }

  /**
   * Compiles against other jars before Retort's API, as modules if this is one.
   *
   * @param jars the jars
   * @return this
   */
  public SourceJar with(Path... jars) {
    libraries.addAll(List.of(jars));
    return this;
  }

  /**
   * Compiles and packs.
   *
   * @param file the jar to write; its folder is made if need be
   * @return the file
   * @throws IllegalStateException with the compiler's messages if the sources have errors
   */
  public Path write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path work = Files.createTempDirectory(file.toAbsolutePath().getParent(), ".build");
      try {
        pack(file, compile(work));
      } finally {
        delete(work);
      }
      return file;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The folder with the classes; an empty one if there are no sources. */
  private Path compile(Path work) throws IOException {
    Path classes = Files.createDirectory(work.resolve("classes"));
    if (sources.isEmpty()) {
      return classes;
    }
    String path =
        Stream.concat(libraries.stream(), Stream.of(coreClasses()))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> arguments =
        new ArrayList<>(List.of("--release", "17", "-parameters", "-proc:none", "-nowarn"));
    arguments.addAll(
        List.of(sources.containsKey(MODULE_INFO) ? "--module-path" : "--class-path", path));
    arguments.addAll(List.of("-d", classes.toString()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = work.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8);
    ToolProvider javac =
        ToolProvider.findFirst("javac")
            .orElseThrow(() -> new IllegalStateException("there is no javac; use a JDK"));
    if (javac.run(out, out, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException(messages.toString(StandardCharsets.UTF_8));
    }
    return classes;
  }

  private void pack(Path file, Path classes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(manifest.getMainAttributes()::putValue);
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path each : compiled.filter(Files::isRegularFile).sorted().toList()) {
        put(jar, classes.relativize(each).toString().replace('\\', '/'), Files.readAllBytes(each));
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(jar, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  /** Where the classes of Retort's API lie, in a module or on the class path. */
  private static Path coreClasses() {
    Module module = Provider.class.getModule();
    try {
      URI location =
          module.isNamed()
              ? module
                  .getLayer()
                  .configuration()
                  .findModule(module.getName())
                  .orElseThrow()
                  .reference()
                  .location()
                  .orElseThrow()
              : Provider.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(location);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
