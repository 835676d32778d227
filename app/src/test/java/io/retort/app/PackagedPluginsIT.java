package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.RowFormat;
import io.retort.core.plugin.ApiVersion;
import io.retort.core.plugin.SharedLibrary;
import io.retort.runtime.plugin.ExtensionType;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged modules offer is the same on the module path and on the class path. */
class PackagedPluginsIT {

  @Test
  void moduleDescriptorsAndServiceFilesNameTheSamePlugins() throws IOException {
    int plugins = 0;
    for (Path jar : Distribution.jars()) {
      Map<String, Set<String>> provided = provided(jar);
      assertEquals(provided, serviceFiles(jar), jar.getFileName().toString());
      plugins += provided.values().stream().mapToInt(Set::size).sum();
    }
    assertTrue(plugins > 25, plugins + " plugins");
  }

  @Test
  void everyModuleIsAnExplicitOne() {
    for (Path jar : Distribution.jars()) {
      ModuleDescriptor module = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
      assertTrue(!module.isAutomatic(), jar.toString());
    }
  }

  @Test
  void coreAndEveryModuleWithPluginsSayForWhichVersionOfTheApiTheyWereBuilt() throws IOException {
    for (Path jar : Distribution.jars()) {
      if (provided(jar).isEmpty() && !jar.getFileName().toString().startsWith("retort-core")) {
        continue;
      }
      try (JarFile file = new JarFile(jar.toFile())) {
        assertEquals(
            ApiVersion.CURRENT.toString(),
            file.getManifest().getMainAttributes().getValue(ApiVersion.MANIFEST_ATTRIBUTE),
            jar.toString());
      }
    }
  }

  @Test
  void modulePathAndClassPathGiveTheSameCatalog(@TempDir Path folder) throws IOException {
    Distribution retort = new Distribution(folder);
    Set<String> modules = new TreeSet<>();
    Set<String> provided = new TreeSet<>();
    for (Path jar : Distribution.jars()) {
      Map<String, Set<String>> plugins = provided(jar);
      // What a part of the program shares, takes from plugins, or reads is not a plugin.
      plugins.remove(SharedLibrary.class.getName());
      plugins.remove(ExtensionType.class.getName());
      plugins.remove(RowFormat.class.getName());
      plugins.forEach((service, all) -> all.forEach(name -> provided.add(service + " " + name)));
      modules.add(jar.getFileName() + " " + moduleOf(jar));
    }
    List<Line> onModulePath = catalog(retort.onModulePath("plugins", "list", "--json"));
    List<Line> onClassPath = catalog(retort.onClassPath("plugins", "list", "--json"));

    assertEquals(provided.size(), onModulePath.size());
    assertEquals(
        onModulePath.stream().map(Line::onClassPath).toList(), onClassPath, "the two catalogs");
    for (Line line : onModulePath) {
      assertTrue(modules.contains(line.jar() + " " + line.module()), line.toString());
      assertFalse(line.version().isEmpty(), line.toString());
    }
  }

  /** What the catalog says of a plugin; the same file in the one case and in the other. */
  private record Line(
      String kind,
      String name,
      String plugin,
      String version,
      String module,
      String jar,
      String state) {

    Line onClassPath() {
      return new Line(kind, name, plugin, version, "class path", jar, state);
    }
  }

  private static List<Line> catalog(Distribution.Outcome listed) {
    assertEquals(0, listed.exitCode(), listed.err());
    assertTrue(listed.out().replaceAll("\\s", "").endsWith("\"problems\":[]}"), listed.out());
    List<Line> lines = new ArrayList<>();
    Matcher matcher = Pattern.compile("\\{([^{}]*)}").matcher(listed.out());
    while (matcher.find()) {
      String plugin = matcher.group(1);
      lines.add(
          new Line(
              value(plugin, "kind"),
              value(plugin, "name"),
              value(plugin, "plugin"),
              value(plugin, "version"),
              value(plugin, "module"),
              value(plugin, "jar").replaceFirst(".*/", ""),
              value(plugin, "state")));
    }
    return lines;
  }

  private static String value(String object, String key) {
    Matcher matcher = Pattern.compile("\"" + key + "\" : \"([^\"]*)\"").matcher(object);
    assertTrue(matcher.find(), key + " in " + object);
    return matcher.group(1);
  }

  private static String moduleOf(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next().descriptor().name();
  }

  private static Map<String, Set<String>> provided(Path jar) {
    Map<String, Set<String>> provided = new TreeMap<>();
    ModuleDescriptor module = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    for (ModuleDescriptor.Provides service : module.provides()) {
      if (isSpi(service.service())) {
        provided.put(service.service(), new TreeSet<>(service.providers()));
      }
    }
    return provided;
  }

  private static Map<String, Set<String>> serviceFiles(Path jar) throws IOException {
    Map<String, Set<String>> declared = new TreeMap<>();
    String folder = "META-INF/services/";
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        String service = entry.getName().replace(folder, "");
        if (entry.getName().startsWith(folder) && isSpi(service)) {
          String content =
              new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
          declared.put(service, new TreeSet<>(content.strip().lines().toList()));
        }
      }
    }
    return declared;
  }

  private static boolean isSpi(String service) {
    return service.startsWith("io.retort.core.");
  }
}
