package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Default;
import io.retort.runtime.fixtures.NoContext;
import io.retort.runtime.fixtures.SchedulePlugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginSearch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations that name plugins of plugin folders. */
class FolderPluginsTest {
  @TempDir private Path folder;

  private PluginCatalog found() {
    return PluginCatalog.discover(new PluginSearch(List.of(folder), true));
  }

  @Test
  void theResolvedConfigurationKeepsTheQualifiedName() {
    SchedulePlugin.plain("com.acme", "steady", "1").write(folder.resolve("acme.jar"));
    Map<?, ?> tree =
        (Map<?, ?>)
            new ConfigurationBinder(found(), new NoContext())
                .bind(Schedule.class, ConfigurationDocument.of(Map.of("kind", "acme:steady")))
                .tree();
    assertEquals(Map.of("kind", "acme:steady", "scale", 1.0), tree);
  }

  /** Two keys with a default that Retort's own schedule and that of a plugin folder could mean. */
  record Defaults(
      @Default("{kind: constant}") Schedule whole,
      @Default("{kind: constant}") Schedule kept,
      @Default("[constant]") List<Schedule> list) {}

  @Test
  void aDefaultMeansRetortsOwnPluginWhateverElseIsInstalled() {
    SchedulePlugin.plain("com.acme", "constant", "5").write(folder.resolve("acme.jar"));
    PluginCatalog catalog = found();
    BoundValue<Defaults> bound =
        new ConfigurationBinder(catalog, new NoContext())
            .bind(Defaults.class, ConfigurationDocument.of(Map.of("kept", Map.of())));
    assertEquals(1.0, bound.value().whole().factor(0, 1));
    assertEquals(1.0, bound.value().kept().factor(0, 1));
    assertEquals(1.0, bound.value().list().get(0).factor(0, 1));
    Map<String, String> own = Map.of("kind", "retort:constant");
    assertEquals(Map.of("whole", own, "kept", own, "list", List.of(own)), bound.tree());
  }
}
