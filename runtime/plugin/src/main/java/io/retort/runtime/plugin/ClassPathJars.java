package io.retort.runtime.plugin;

import io.retort.core.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * What Java says nothing about on a class path: jars that cannot be read are as if they were not
 * there, and of a provider that is there twice the first is taken.
 */
final class ClassPathJars {
  private final List<Path> jars;
  private final PluginSource source;

  ClassPathJars(List<Path> jars, PluginSource source) {
    this.jars = jars;
    this.source = source;
  }

  /** Those that the program was started with. */
  static ClassPathJars ofProgram() {
    return new ClassPathJars(
        Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
            .filter(element -> element.endsWith(PluginBundle.JAR))
            .map(Path::of)
            .filter(Files::isRegularFile)
            .toList(),
        PluginSource.application());
  }

  void into(FoundPlugins found) {
    for (Path jar : jars) {
      try (ZipFile readable = new ZipFile(jar.toFile())) {
        readable.size();
      } catch (IOException | IllegalArgumentException broken) {
        found.add(
            PluginProblem.of(
                PluginBundle.qualifier(jar),
                jar.toString(),
                new RefusedPlugin(
                    "it is not a jar that can be read: " + Reason.of(broken),
                    "copy it again, or remove it from the class path",
                    broken)));
      }
    }
    for (PluginKind kind : PluginKind.values()) {
      twice(kind.provider(), Optional.of(kind)).forEach(found::add);
    }
    for (ExtensionType<?> type : ExtensionTypes.all()) {
      twice(type.service(), Optional.empty()).forEach(found::add);
    }
  }

  private List<PluginProblem> twice(Class<?> service, Optional<PluginKind> kind) {
    List<PluginProblem> problems = new ArrayList<>();
    Map<String, String> first = new HashMap<>();
    for (DeclaredProvider declared : source.inServicesFiles(service)) {
      String place = first.putIfAbsent(declared.className(), declared.place());
      if (place != null) {
        problems.add(
            PluginProblem.of(
                kind,
                Optional.empty(),
                declared.className() + " in " + declared.place(),
                "the same class is taken from " + place,
                "remove one of the two",
                Optional.empty()));
      }
    }
    return problems;
  }
}
