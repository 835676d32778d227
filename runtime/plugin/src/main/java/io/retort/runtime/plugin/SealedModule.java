package io.retort.runtime.plugin;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An automatic module of a plugin. Java lets automatic modules read every module there is, the
 * program's own libraries included, and refuses one that brings another version of such a library.
 * A sealed one reads the modules of the program that plugins see, and those of its plugin; all its
 * packages are open, as before.
 */
final class SealedModule extends ModuleReference {
  private final ModuleReference automatic;

  /**
   * Seals a module.
   *
   * @param automatic the module as Java sees it
   * @param exporterOf the module of a package: one of the plugin, or one of the program that it
   *     reads
   * @param shown the modules of the program that it reads
   * @param uses the services that its classes may ask for
   */
  SealedModule(
      ModuleReference automatic,
      Function<String, Optional<String>> exporterOf,
      Set<String> shown,
      Set<String> uses) {
    super(
        descriptor(automatic.descriptor(), exporterOf, shown, uses),
        automatic.location().orElse(null));
    this.automatic = automatic;
  }

  /** It requires the modules of its services alone, as Java asks for; all else is read later. */
  private static ModuleDescriptor descriptor(
      ModuleDescriptor automatic,
      Function<String, Optional<String>> exporterOf,
      Set<String> shown,
      Set<String> uses) {
    String name = automatic.name();
    ModuleDescriptor.Builder builder =
        ModuleDescriptor.newOpenModule(name).packages(automatic.packages());
    automatic.rawVersion().ifPresent(builder::version);
    automatic.packages().forEach(builder::exports);
    Set<String> requires = new TreeSet<>();
    for (Provides provides : automatic.provides()) {
      // A service that nobody here knows is asked for by nobody.
      exporterOf
          .apply(packageOf(provides.service()))
          .ifPresent(
              exporter -> {
                builder.provides(provides);
                requires.add(exporter);
              });
    }
    for (String service : uses) {
      exporterOf
          .apply(packageOf(service))
          .filter(exporter -> exporter.equals(name) || shown.contains(exporter))
          .ifPresent(
              exporter -> {
                use(builder, service);
                requires.add(exporter);
              });
    }
    requires.remove(name);
    requires.forEach(builder::requires);
    return builder.build();
  }

  private static void use(ModuleDescriptor.Builder builder, String service) {
    try {
      builder.uses(service);
    } catch (IllegalArgumentException noClassName) {
      // Such as package-info: nothing that a class could ask for.
    }
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  @Override
  public ModuleReader open() throws IOException {
    return automatic.open();
  }
}
