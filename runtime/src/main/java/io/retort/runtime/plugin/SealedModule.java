package io.retort.runtime.plugin;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
   * @param shown the modules of the program that it reads
   * @param exporters the modules by the packages that they show to it: those of the program that it
   *     reads, and those of the plugin
   * @param uses the services that its classes may ask for
   */
  SealedModule(
      ModuleReference automatic,
      Set<String> shown,
      Map<String, String> exporters,
      Set<String> uses) {
    super(
        descriptor(automatic.descriptor(), shown, exporters, uses),
        automatic.location().orElse(null));
    this.automatic = automatic;
  }

  private static ModuleDescriptor descriptor(
      ModuleDescriptor automatic,
      Set<String> shown,
      Map<String, String> exporters,
      Set<String> uses) {
    String name = automatic.name();
    ModuleDescriptor.Builder builder =
        ModuleDescriptor.newOpenModule(name).packages(automatic.packages());
    automatic.rawVersion().ifPresent(builder::version);
    automatic.packages().forEach(builder::exports);
    Set<String> requires = new TreeSet<>(shown);
    for (Provides provides : automatic.provides()) {
      String exporter = exporters.get(packageOf(provides.service()));
      // A service that nobody here knows is asked for by nobody.
      if (exporter != null) {
        builder.provides(provides);
        requires.add(exporter);
      }
    }
    requires.remove(name);
    requires.forEach(builder::requires);
    for (String service : uses) {
      String exporter = exporters.getOrDefault(packageOf(service), "");
      if (exporter.equals(name) || shown.contains(exporter)) {
        use(builder, service);
      }
    }
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
