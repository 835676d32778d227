package io.retort.runtime.plugin;

import io.retort.core.plugin.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A catalog of given providers and of a plugin folder. */
public final class FolderCatalog {

  private FolderCatalog() {}

  /**
   * Makes the catalog.
   *
   * @param folder the plugin folder
   * @param modules whether plugins are loaded as modules where they can be
   * @param strict whether later problems end a run
   */
  public static PluginCatalog of(
      List<Provider<?, ?, ?>> providers, Path folder, boolean modules, boolean strict) {
    CatalogBuilder builder = new CatalogBuilder().strict(strict);
    for (Provider<?, ?, ?> provider : providers) {
      for (PluginKind kind : PluginKind.values()) {
        if (kind.provider().isInstance(provider)) {
          builder.add(kind, provider, PluginSource.application());
        }
      }
    }
    Optional<HostModules> host = modules ? HostModules.here() : Optional.empty();
    new FolderScan(List.of(folder.toAbsolutePath().normalize()), host).into(builder);
    return builder.build();
  }
}
