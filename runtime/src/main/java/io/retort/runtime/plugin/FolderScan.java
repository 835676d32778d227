package io.retort.runtime.plugin;

import io.retort.core.RetortException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
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

  void into(CatalogBuilder builder) {
    Map<String, List<PluginBundle>> byName = new TreeMap<>();
    for (Path folder : folders) {
      for (PluginBundle bundle : unchanged(folder, builder)) {
        byName.computeIfAbsent(bundle.name(), key -> new ArrayList<>()).add(bundle);
      }
    }
    // Reading jars takes most of the time, and can be done for several plugins at once.
    byName.entrySet().parallelStream()
        .map(entry -> load(entry.getKey(), entry.getValue()))
        .toList()
        .forEach(found -> found.accept(builder));
  }

  /** The plugins of a folder that are as its lock file says, if it has one. */
  private static List<PluginBundle> unchanged(Path folder, CatalogBuilder builder) {
    try {
      List<PluginBundle> bundles = PluginBundle.in(folder);
      Optional<PluginLock> lock = PluginLock.of(folder);
      return lock.isPresent() ? lock.get().unchanged(bundles, builder) : bundles;
    } catch (RetortException unreadable) {
      builder.add(
          PluginProblem.of(
              PluginBundle.qualifier(folder),
              folder.toString(),
              new RefusedPlugin(unreadable.getMessage(), "repair it", unreadable)));
      return List.of();
    }
  }

  /** Reads the jars of the plugin of a name; what is left to do asks for its providers. */
  private Consumer<CatalogBuilder> load(String name, List<PluginBundle> bundles) {
    if (bundles.size() > 1) {
      return builder -> builder.add(PluginProblem.of(name, paths(bundles), twice()));
    }
    PluginBundle bundle = bundles.get(0);
    try {
      LoadedBundle loaded = LoadedBundle.of(bundle, host);
      return builder -> {
        try {
          loaded.passedOver().forEach(builder::add);
          PluginCatalog.scan(loaded.source(), builder);
        } catch (RuntimeException | LinkageError failure) {
          builder.add(PluginProblem.of(bundle, unreadable(failure)));
        }
      };
    } catch (RefusedPlugin refusal) {
      return builder -> builder.add(PluginProblem.of(bundle, refusal));
    } catch (RuntimeException | LinkageError failure) {
      return builder -> builder.add(PluginProblem.of(bundle, unreadable(failure)));
    }
  }

  /** What Java's readers of jars and descriptors throw of broken ones is not all documented. */
  private static RefusedPlugin unreadable(Throwable failure) {
    return new RefusedPlugin(
        "it cannot be read: " + failure, "copy it again, or remove it", failure);
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
