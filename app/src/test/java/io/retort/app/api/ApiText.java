package io.retort.app.api;

import io.retort.core.plugin.ApiVersion;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that a module shows to others, as text that people can review and a compiler can read:
 * packages with their declarations, as in source files.
 *
 * @param version the version of the API
 * @param text the declarations
 */
record ApiText(ApiVersion version, String text) {
  private static final String HEADER = "// The API of version ";
  private static final Pattern NAME =
      Pattern.compile("^public .*?(?:class|interface|enum|record) (\\w+)", Pattern.MULTILINE);

  /** The API of a module as it is in a jar, whose classes this program can load. */
  static ApiText of(Path jar) {
    List<String> lines = new ArrayList<>();
    ModuleDescriptor module = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    TreeMap<String, List<Class<?>>> packages = new TreeMap<>();
    for (Class<?> type : classes(jar)) {
      if (Modifier.isPublic(type.getModifiers()) && !type.isMemberClass()) {
        packages.computeIfAbsent(type.getPackageName(), key -> new ArrayList<>()).add(type);
      }
    }
    packages
        .keySet()
        .retainAll(
            module.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet()));
    packages.forEach(
        (name, types) -> {
          lines.add("\npackage " + name + ";");
          types.forEach(type -> lines.add("\n" + String.join("\n", ApiSource.of(type))));
        });
    return new ApiText(ApiVersion.CURRENT, String.join("\n", lines) + "\n");
  }

  private static List<Class<?>> classes(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<Class<?>> classes = new ArrayList<>();
      for (String entry : file.stream().map(Object::toString).sorted().toList()) {
        if (entry.endsWith(".class") && !entry.endsWith("-info.class")) {
          String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
          classes.add(Class.forName(name, false, ApiText.class.getClassLoader()));
        }
      }
      return classes;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (ClassNotFoundException other) {
      throw new IllegalStateException(jar + " is not on the class path", other);
    }
  }

  /** Reads what {@link #toString} has written. */
  static ApiText parse(String written) {
    if (!written.startsWith(HEADER)) {
      throw new IllegalArgumentException("The file is to start with '" + HEADER + "'");
    }
    int end = written.indexOf('\n');
    return new ApiText(
        ApiVersion.parse(written.substring(HEADER.length(), end)), written.substring(end + 1));
  }

  @Override
  public String toString() {
    return HEADER + version + "\n" + text;
  }

  /** Compiles it. */
  Path compile(Path jar) {
    SourceJar sources = new SourceJar();
    for (String part : text.split("(?m)^package ", -1)) {
      String name = part.substring(0, Math.max(0, part.indexOf(';')));
      for (String declaration : part.split("(?m)(?=^public )", -1)) {
        Matcher matcher = NAME.matcher(declaration);
        if (matcher.lookingAt()) {
          sources.source(name + "." + matcher.group(1), "package " + name + ";\n\n" + declaration);
        }
      }
    }
    return sources.write(jar);
  }
}
