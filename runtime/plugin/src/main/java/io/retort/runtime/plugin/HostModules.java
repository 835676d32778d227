package io.retort.runtime.plugin;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The modules of the program that plugins see.
 *
 * @param layer the layer with Retort's API
 * @param modules the names of those that plugins may require
 */
record HostModules(ModuleLayer layer, Set<String> modules) {

  HostModules {
    modules = Set.copyOf(modules);
  }

  /** Those of this program; empty if Retort is on the class path. */
  static Optional<HostModules> here() {
    return Optional.ofNullable(HostModules.class.getModule().getLayer()).map(HostModules::of);
  }

  private static HostModules of(ModuleLayer layer) {
    return new HostModules(
        layer,
        layer.modules().stream()
            .map(Module::getName)
            .filter(HostApi::shows)
            .collect(Collectors.toSet()));
  }

  /** The module that exports a package to plugins; empty if there is none. */
  Optional<String> exporter(String packageName) {
    for (String name : modules) {
      Module module = layer.findModule(name).orElseThrow();
      if (module.getPackages().contains(packageName) && exports(module, packageName)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static boolean exports(Module module, String packageName) {
    ModuleDescriptor descriptor = module.getDescriptor();
    return descriptor.isAutomatic()
        || descriptor.exports().stream()
            .anyMatch(exports -> !exports.isQualified() && exports.source().equals(packageName));
  }
}
