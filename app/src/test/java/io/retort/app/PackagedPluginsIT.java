package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.plugin.ApiVersion;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

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
