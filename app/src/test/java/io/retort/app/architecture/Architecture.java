package io.retort.app.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.retort.app.Distribution;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/** The rules that all modules keep to, and the classes that they are about. */
final class Architecture {

  private Architecture() {}

  static List<ArchRule> rules() {
    List<ArchRule> rules = new ArrayList<>(ModuleArrows.rules());
    rules.add(PackageCycles.rule());
    rules.add(ClassRings.rule());
    rules.add(StaticState.rule());
    rules.add(PluginNames.rule(catalog()));
    return rules;
  }

  /** The plugins that come with Retort. */
  static PluginCatalog catalog() {
    return PluginCatalog.discover(new PluginSearch(List.of(), true));
  }

  /** Retort's own classes as they are packaged, and those of other jars. */
  static JavaClasses program(Path... more) {
    List<Path> jars = new ArrayList<>(List.of(more));
    jars.add(Distribution.testkit());
    Distribution.jars().stream()
        .filter(jar -> moduleOf(jar).startsWith("io.retort."))
        .forEach(jars::add);
    return new ClassFileImporter().importJars(jars.stream().map(Architecture::open).toList());
  }

  static String moduleOf(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next().descriptor().name();
  }

  private static JarFile open(Path jar) {
    try {
      return new JarFile(jar.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
