package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.network.Layer;
import io.retort.runtime.common.text.KebabCase;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README lists all that comes with Retort, in rows such as {@code | layers | dense, … |}. */
class ReadmeListsIT {
  private String table;

  @BeforeEach
  void read() throws IOException {
    Path readme = Path.of(System.getProperty("launcher")).resolveSibling("README.md");
    table = Files.readString(readme).split("What comes with Retort:\n\n", 2)[1].split("\n\n", 2)[0];
  }

  @Test
  void everyPluginIsNamed() {
    List<String> missing =
        PluginCatalog.discover(new PluginSearch(List.of(), true)).entries().stream()
            .map(PluginEntry::name)
            .filter(name -> !table.contains("`" + name + "`"))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void layersAreThoseThatThereAre() {
    String layers =
        table
            .lines()
            .filter(line -> line.startsWith("| layers | "))
            .findFirst()
            .orElseThrow()
            .replaceAll("^\\| layers \\| | \\|$", "");
    Set<String> named = new TreeSet<>(List.of(layers.split(", ", -1)));
    assertEquals(
        Arrays.stream(Layer.class.getPermittedSubclasses())
            .map(layer -> KebabCase.of(layer.getSimpleName()))
            .collect(Collectors.toCollection(TreeSet::new)),
        named);
  }
}
