package io.retort.runtime.plugin;

import java.lang.module.ModuleDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The modules of the program that plugins see.
 *
 * @param layer the layer with Retort's API
 * @param modules the names of those that plugins may require
 * @param exporters the same by the packages that they export
 */
record HostModules(ModuleLayer layer, Set<String> modules, Map<String, String> exporters) {

  HostModules {
    modules = Set.copyOf(modules);
    exporters = Map.copyOf(exporters);
  }

  /** Those of this program; empty if Retort is on the class path. */
  static Optional<HostModules> here() {
    return Optional.ofNullable(HostModules.class.getModule().getLayer()).map(HostModules::of);
  }

  private static HostModules of(ModuleLayer layer) {
    Set<String> shown = new HashSet<>();
    Map<String, String> exporters = new HashMap<>();
    for (Module module : layer.modules()) {
      if (HostApi.shows(module.getName())) {
        shown.add(module.getName());
        ModuleDescriptor descriptor = module.getDescriptor();
        if (descriptor.isAutomatic()) {
          descriptor.packages().forEach(name -> exporters.put(name, module.getName()));
        }
        descriptor.exports().stream()
            .filter(exports -> !exports.isQualified())
            .forEach(exports -> exporters.put(exports.source(), module.getName()));
      }
    }
    return new HostModules(layer, shown, exporters);
  }
}
