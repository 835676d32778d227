package io.retort.runtime.plugin;

import static io.retort.testkit.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.plugin.ApiVersion;
import io.retort.runtime.fixtures.SchedulePlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;

/** What the class path of a plugin may lead to. */
class PluginClassPathsTest extends InPluginFolder {

  @Test
  void aClassPathThatLeavesThePluginIsRefused() {
    SchedulePlugin.library(1).write(folder.resolve("acme/ratio.jar"));
    SchedulePlugin.plain("com.acme", "steady", "1")
        .manifest("Class-Path", "ratio.jar ../elsewhere.jar")
        .write(folder.resolve("acme/plugin.jar"));
    assertRefused(
        () -> modules().get(KIND, "acme:steady"),
        "names ../elsewhere.jar, which is not in the plugin");
  }

  @Test
  void noJarLeadsToAnotherOneThatIsNotOfThePlugin() {
    Path outside = SchedulePlugin.library(7).write(folder.resolve(".outside/ratio.jar"));
    String found =
        """
        new Object() {
          double of() {
            try {
              return Class.forName("org.ratio.Ratio") == null ? 1 : 2;
            } catch (ClassNotFoundException absent) {
              return Steady.class.getClassLoader().getResource("org/ratio/Ratio.class") == null
                  ? 3 : 4;
            }
          }
        }.of()\
        """;
    String index = "JarIndex-Version: 1.0\n\n%s\norg\norg/ratio\n\n";
    // Java reads the manifest, but not the index, in upper and lower case.
    SchedulePlugin.plain("com.acme", "indexed", found)
        .entry("META-INF/INDEX.LIST", index.formatted(outside.toUri()).getBytes(UTF_8))
        .write(folder.resolve("indexed.jar"));
    SchedulePlugin.plain("com.beta", "beside", found)
        .entry("META-INF/INDEX.LIST", index.formatted(".outside/ratio.jar").getBytes(UTF_8))
        .write(folder.resolve("beside.jar"));
    for (PluginCatalog catalog : List.of(modules(), classes())) {
      assertWhole(catalog);
      assertEquals(6.0, factor(catalog, "indexed"));
      assertEquals(6.0, factor(catalog, "beside"));
    }
  }

  @Test
  void aClassPathIsFoundHoweverTheManifestIsWritten() throws IOException {
    Path jar = SchedulePlugin.plain("com.acme", "steady", "1").write(folder.resolve("acme.jar"));
    Path rewritten = folder.resolve("other.jar");
    try (JarFile from = new JarFile(jar.toFile());
        JarOutputStream to = new JarOutputStream(Files.newOutputStream(rewritten))) {
      to.putNextEntry(new JarEntry("meta-inf/Manifest.mf"));
      to.write(
          ("Manifest-Version: 1.0\nRetort-Api-Version: "
                  + ApiVersion.CURRENT
                  + "\nClass-Path: /tmp/x.jar\n\n")
              .getBytes(UTF_8));
      for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
        if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
          to.putNextEntry(new JarEntry(entry.getName()));
          from.getInputStream(entry).transferTo(to);
        }
      }
    }
    for (PluginCatalog catalog : List.of(modules(), classes())) {
      assertRefused(() -> catalog.get(KIND, "other:steady"), "names /tmp/x.jar");
    }
  }

  @Test
  void aClassKnowsTheVersionThatTheManifestOfItsJarGives() {
    SchedulePlugin.plain(
            "com.acme",
            "steady",
            "Double.parseDouble(Steady.class.getPackage().getImplementationVersion())")
        .manifest("Implementation-Version", "1.5")
        .write(folder.resolve("acme.jar"));
    assertEquals(3.0, factor(classes(), "steady"));
  }
}
