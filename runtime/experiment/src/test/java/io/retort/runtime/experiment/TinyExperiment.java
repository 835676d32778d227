package io.retort.runtime.experiment;

import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import io.retort.testkit.DifferenceBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An experiment that takes a second: few synthetic samples, small networks, a slow backend. */
public final class TinyExperiment {

  private TinyExperiment() {}

  /** All plugins, and more. */
  public static PluginCatalog catalog(Provider<?, ?, ?>... more) {
    return PluginCatalog.of(providers(more));
  }

  /** The providers of all plugins, and more. */
  public static List<Provider<?, ?, ?>> providers(Provider<?, ?, ?>... more) {
    List<Provider<?, ?, ?>> providers = new ArrayList<>(List.of(more));
    providers.add(new DifferenceBackendProvider());
    for (PluginEntry entry : PluginCatalog.discover().entries()) {
      if (entry.kind() != PluginKind.BACKEND && entry.kind() != PluginKind.EXPORTER) {
        providers.add(entry.provider());
      }
    }
    return providers;
  }

  /** What an experiment file would say. */
  public static Map<String, Object> values() {
    return Map.of(
        "name",
        "tiny",
        "backend",
        "difference",
        "data",
        Map.of("kind", "synthetic", "shape", "4", "outputs", 3, "samples", 90, "test-samples", 30),
        "teacher",
        Map.of(
            "kind",
            "network",
            "network",
            List.of(
                Map.of("kind", "dense", "units", 6, "activation", "tanh"),
                Map.of("kind", "dense", "units", 3)),
            "training",
            Map.of("steps", 20, "batch", 16)),
        "student",
        Map.of(
            "network",
            List.of(Map.of("kind", "dense", "units", 3)),
            "training",
            Map.of("steps", 12, "batch", 16)),
        "strategy",
        "temperature",
        "seeds",
        List.of(1, 2),
        "exporters",
        List.of());
  }

  /** No settings. */
  record NoSettings() {}

  /** Provides the testkit's backend. */
  static final class DifferenceBackendProvider implements BackendProvider<NoSettings> {
    @Override
    public String name() {
      return "difference";
    }

    @Override
    public Class<NoSettings> configuration() {
      return NoSettings.class;
    }

    @Override
    public ComputeBackend create(NoSettings configuration, Context context) {
      return new DifferenceBackend();
    }
  }
}
