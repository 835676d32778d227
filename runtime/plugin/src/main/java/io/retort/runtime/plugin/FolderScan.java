package io.retort.runtime.plugin;

import io.retort.core.RetortException;
import io.retort.runtime.common.text.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Goes through plugin folders. Whatever is wrong with one plugin leaves the others alone. */
final class FolderScan {
  private final List<Path> folders;
  private final Optional<HostModules> host;

  /**
   * A scan.
   *
   * @param host the modules with Retort's API; empty to load plugins as on the class path
   */
  FolderScan(List<Path> folders, Optional<HostModules> host) {
    this.folders = folders;
    this.host = host;
  }

  void into(FoundPlugins found) {
    Map<String, List<PluginBundle>> byName = new TreeMap<>();
    for (Path folder : folders) {
      for (PluginBundle bundle : unchanged(folder, found)) {
        byName.computeIfAbsent(bundle.name(), key -> new ArrayList<>()).add(bundle);
      }
    }
    // Reading jars and loading classes takes time, and plugins share nothing.
    byName.entrySet().parallelStream()
        .map(entry -> load(entry.getKey(), entry.getValue()))
        .toList()
        .forEach(found::add);
  }

  /** The plugins of a folder that are as its lock file says, if it has one. */
  private static List<PluginBundle> unchanged(Path folder, FoundPlugins found) {
    try {
      List<PluginBundle> bundles = PluginBundle.in(folder);
      Optional<PluginLock> lock = PluginLock.of(folder);
      return lock.isPresent() ? lock.get().unchanged(bundles, found) : bundles;
    } catch (RetortException unreadable) {
      found.add(
          PluginProblem.of(
              PluginBundle.qualifier(folder),
              folder.toString(),
              new RefusedPlugin(unreadable.getMessage(), "repair it", unreadable)));
      return List.of();
    }
  }

  /** What is found in the plugin of a name. */
  private FoundPlugins load(String name, List<PluginBundle> bundles) {
    FoundPlugins found = new FoundPlugins();
    if (bundles.size() > 1) {
      found.add(PluginProblem.of(name, paths(bundles), twice()));
      return found;
    }
    PluginBundle bundle = bundles.get(0);
    try {
      LoadedBundle loaded = LoadedBundle.of(bundle, host);
      loaded.passedOver().forEach(found::add);
      new SourceScan(loaded.source()).into(found);
    } catch (RefusedPlugin refusal) {
      found.add(PluginProblem.of(bundle, refusal));
    } catch (RuntimeException | LinkageError | OutOfMemoryError failure) {
      // A class that is larger than its jar says only shows when it is loaded.
      found.add(PluginProblem.of(bundle, unreadable(failure)));
    }
    return found;
  }

  /** What Java's readers of jars and descriptors throw of broken ones is not all documented. */
  private static RefusedPlugin unreadable(Throwable failure) {
    return new RefusedPlugin(
        "it cannot be read: " + Fault.of(failure), "copy it again, or remove it", failure);
  }

  private static RefusedPlugin twice() {
    return new RefusedPlugin(
        "they have the same name but for versions, and neither is preferred",
        "remove or rename one of them");
  }

  private static String paths(List<PluginBundle> bundles) {
    return bundles.stream()
        .map(bundle -> bundle.path().toString())
        .collect(Collectors.joining(" and "));
  }
}
