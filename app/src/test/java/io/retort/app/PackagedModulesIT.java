package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The names of the packaged modules and what they show to others are what {@code modules.txt} says:
 * programs and plugins depend on them.
 */
class PackagedModulesIT {
  private static final Path FROZEN = Path.of("src/test/resources/io/retort/app/modules.txt");
  private static final Path FOUND = Path.of("target/modules.txt");

  @Test
  void namesAndExportsAreTheFrozenOnes() throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> jars = new ArrayList<>(Distribution.jars());
    jars.add(Distribution.testkit());
    for (Path jar : jars) {
      found.addAll(lines(descriptor(jar)));
    }
    Files.write(FOUND, found, StandardCharsets.UTF_8);
    assertEquals(
        Files.readString(FROZEN, StandardCharsets.UTF_8),
        Files.readString(FOUND, StandardCharsets.UTF_8),
        () ->
            "Modules or their exports have changed, on which others depend. If that is wanted: cp"
                + " app/"
                + FOUND
                + " app/"
                + FROZEN);
  }

  @Test
  void packagesAreNamedAfterTheirModules() {
    for (Path jar : Distribution.jars()) {
      ModuleDescriptor module = descriptor(jar);
      if (isOwn(module)) {
        Set<String> foreign = new TreeSet<>(module.packages());
        foreign.removeIf(name -> (name + ".").startsWith(module.name() + "."));
        assertTrue(foreign.isEmpty(), module.name() + " has " + foreign);
      }
    }
  }

  private static ModuleDescriptor descriptor(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
  }

  /** Others are libraries that are repaired as modules: what they export is theirs. */
  private static boolean isOwn(ModuleDescriptor module) {
    return module.name().startsWith("io.retort.");
  }

  private static List<String> lines(ModuleDescriptor module) {
    List<String> lines = new ArrayList<>();
    lines.add((module.isOpen() ? "open module " : "module ") + module.name());
    if (isOwn(module)) {
      module.exports().stream()
          .sorted(Comparator.comparing(ModuleDescriptor.Exports::source))
          .forEach(exports -> lines.add("  exports " + exports.source() + to(exports.targets())));
      module.opens().stream()
          .sorted(Comparator.comparing(ModuleDescriptor.Opens::source))
          .forEach(opens -> lines.add("  opens " + opens.source() + to(opens.targets())));
    }
    return lines;
  }

  private static String to(Collection<String> targets) {
    return targets.isEmpty() ? "" : " to " + String.join(", ", new TreeSet<>(targets));
  }
}
