package io.retort.runtime.plugin;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.Set;

/**
 * An automatic module of a plugin. Java lets automatic modules read every module there is, the
 * program's own libraries included, and refuses one that brings another version of such a library.
 * A sealed one reads only what it is told; all its packages are open, as before.
 */
final class SealedModule extends ModuleReference {
  private final ModuleReference automatic;

  /**
   * Seals a module.
   *
   * @param automatic the module as Java sees it
   * @param requires the modules of the program that it reads
   * @param uses the services that its classes may ask for
   */
  SealedModule(ModuleReference automatic, Set<String> requires, Set<String> uses) {
    super(descriptor(automatic.descriptor(), requires, uses), automatic.location().orElse(null));
    this.automatic = automatic;
  }

  private static ModuleDescriptor descriptor(
      ModuleDescriptor automatic, Set<String> requires, Set<String> uses) {
    ModuleDescriptor.Builder builder =
        ModuleDescriptor.newOpenModule(automatic.name()).packages(automatic.packages());
    automatic.rawVersion().ifPresent(builder::version);
    automatic.packages().forEach(builder::exports);
    automatic.provides().forEach(builder::provides);
    requires.forEach(builder::requires);
    for (String service : uses) {
      try {
        builder.uses(service);
      } catch (IllegalArgumentException noClassName) {
        // Such as package-info: nothing that a class could ask for.
      }
    }
    return builder.build();
  }

  @Override
  public ModuleReader open() throws IOException {
    return automatic.open();
  }
}
