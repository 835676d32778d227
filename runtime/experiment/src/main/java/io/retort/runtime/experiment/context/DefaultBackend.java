package io.retort.runtime.experiment.context;

import io.retort.core.RetortException;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.plugin.DefaultPlugins;
import io.retort.core.plugin.Doc;
import io.retort.runtime.configuration.ConfigurationBinder;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.Map;

/** The backend of whoever names none: the one that calls itself a default. */
public final class DefaultBackend {

  private DefaultBackend() {}

  /**
   * Makes the backend, with its keys at their defaults.
   *
   * @param catalog the plugins
   * @return a backend that the caller closes
   * @throws RetortException if none is installed that calls itself a default, or it does not work
   *     on this machine
   */
  public static ComputeBackend of(PluginCatalog catalog) {
    PluginContext context = new PluginContext(Path.of("").toAbsolutePath(), 0);
    return new ConfigurationBinder(catalog, context)
        .bind(Setting.class, ConfigurationDocument.of(Map.of()))
        .value()
        .backend()
        .create(context);
  }

  record Setting(@Doc("What computes.") @DefaultPlugins Plugin<ComputeBackend> backend) {}
}
