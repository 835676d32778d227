package io.retort.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.RetortException;
import io.retort.core.optimizer.Schedule;
import io.retort.runtime.fixtures.NoContext;
import io.retort.runtime.fixtures.SchedulePlugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** A folder of plugins, and what is found in it. */
abstract class InPluginFolder {
  static final PluginKind KIND = PluginKind.SCHEDULE;

  @TempDir Path folder;

  /** What is found where Retort is in named modules. */
  final PluginCatalog modules() {
    return catalog(HostModules.here());
  }

  /** What is found where Retort is on the class path. */
  final PluginCatalog classes() {
    return catalog(Optional.empty());
  }

  private PluginCatalog catalog(Optional<HostModules> host) {
    FoundPlugins found = new FoundPlugins();
    new FolderScan(List.of(folder.toAbsolutePath().normalize()), host).into(found);
    return new PluginCatalog(found, false);
  }

  static double factor(PluginCatalog catalog, String name) {
    return schedule(catalog.get(KIND, name), 2.0).factor(0, 1);
  }

  /** Makes a schedule, with the values of its record. */
  static Schedule schedule(PluginEntry entry, Object... values) {
    Record settings = SchedulePlugin.settings(entry.configuration(), values);
    return (Schedule) entry.create(settings, new NoContext());
  }

  static String lookupError(PluginCatalog catalog, String name) {
    return assertThrows(RetortException.class, () -> catalog.get(KIND, name)).getMessage();
  }

  static void assertWhole(PluginCatalog catalog) {
    assertEquals(List.of(), catalog.problems());
  }
}
