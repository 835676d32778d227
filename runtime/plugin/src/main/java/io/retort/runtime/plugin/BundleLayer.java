package io.retort.runtime.plugin;

import io.retort.runtime.common.text.Fault;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the jars of one plugin a module layer of their own above the program's. */
final class BundleLayer {
  private final HostModules host;
  private final List<JarContents> jars;
  private final Map<String, ModuleReference> modules = new TreeMap<>();
  private final Set<String> sealed = new TreeSet<>();

  private BundleLayer(HostModules host, List<JarContents> jars) {
    this.host = host;
    this.jars = jars;
  }

  /**
   * Makes the layer.
   *
   * @param host the modules with Retort's API
   * @param jars all jars of the plugin
   * @throws RefusedPlugin if they do not fit together as modules
   */
  static ModuleLayer of(HostModules host, List<JarContents> jars, ClassLoader api)
      throws RefusedPlugin {
    try {
      return new BundleLayer(host, jars).define(api);
    } catch (FindException
        | ResolutionException
        | LayerInstantiationException
        | SecurityException
        | IllegalArgumentException misfit) {
      throw new RefusedPlugin(
          "its jars do not fit together as modules: " + Fault.of(misfit),
          "add the module that is missing, or remove what is there twice",
          misfit);
    }
  }

  private ModuleLayer define(ClassLoader api) throws RefusedPlugin {
    for (JarContents jar : jars) {
      ModuleReference module = AddressedModule.of(jar.jar());
      ModuleReference other = modules.put(module.descriptor().name(), module);
      if (other != null) {
        throw new RefusedPlugin(
            "the module "
                + module.descriptor().name()
                + " is there twice, in "
                + Path.of(other.location().orElseThrow()).getFileName()
                + " and in "
                + jar,
            "remove one of them");
      }
    }
    Set<String> shown = new HashSet<>(host.modules());
    shown.removeAll(modules.keySet());
    seal(shown);
    checkRequired();
    Configuration configuration =
        host.layer().configuration().resolve(finder(), ModuleFinder.of(), modules.keySet());
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(configuration, List.of(host.layer()), api);
    for (String name : sealed) {
      openUp(name, shown, controller);
    }
    return controller.layer();
  }

  /**
   * What was automatic reads what plugins see of the program, and reads and is read by all modules
   * of the plugin. Descriptors could not say so: explicit modules must not require each other in a
   * circle, and Java takes milliseconds for each module that requires all of the platform's.
   */
  private void openUp(String name, Set<String> shown, ModuleLayer.Controller controller) {
    ModuleLayer layer = controller.layer();
    Module module = layer.findModule(name).orElseThrow();
    for (String seen : shown) {
      host.layer().findModule(seen).ifPresent(other -> controller.addReads(module, other));
    }
    for (Module other : layer.modules()) {
      controller.addReads(module, other);
      controller.addReads(other, module);
    }
  }

  private void seal(Set<String> shown) throws RefusedPlugin {
    Map<String, String> own = new HashMap<>();
    for (ModuleReference module : modules.values()) {
      ModuleDescriptor descriptor = module.descriptor();
      if (descriptor.isAutomatic()) {
        sealed.add(descriptor.name());
        checkPackages(descriptor, shown);
      }
      descriptor.packages().forEach(name -> own.put(name, descriptor.name()));
    }
    if (sealed.isEmpty()) {
      return;
    }
    Set<String> services = services();
    for (String name : sealed) {
      modules.compute(
          name,
          (key, module) ->
              new SealedModule(
                  module,
                  packageName ->
                      Optional.ofNullable(own.get(packageName))
                          .or(() -> host.exporter(packageName)),
                  shown,
                  services));
    }
  }

  /** Java itself looks only at modules that a descriptor requires. */
  private void checkPackages(ModuleDescriptor automatic, Set<String> shown) throws RefusedPlugin {
    for (String name : automatic.packages()) {
      Optional<String> exporter = host.exporter(name).filter(shown::contains);
      if (exporter.isPresent()) {
        throw new RefusedPlugin(
            "its module "
                + automatic.name()
                + " has the package "
                + name
                + ", which "
                + exporter.get()
                + " shows to it",
            "remove that library from the plugin");
      }
    }
  }

  /**
   * What classes without a descriptor may ask {@link java.util.ServiceLoader} for: types of their
   * own, whether provided or not, and services of Java that a jar of the plugin provides.
   */
  private Set<String> services() {
    Set<String> services = new HashSet<>();
    for (JarContents jar : jars) {
      services.addAll(jar.services().keySet());
      services.addAll(jar.classes());
    }
    return services;
  }

  /** Java would also find the program's own libraries, which plugins must not depend on. */
  private void checkRequired() throws RefusedPlugin {
    for (ModuleReference module : modules.values()) {
      ModuleDescriptor descriptor = module.descriptor();
      for (Requires requires : descriptor.requires()) {
        if (!requires.modifiers().contains(Requires.Modifier.STATIC)
            && !modules.containsKey(requires.name())
            && !HostApi.shows(requires.name())) {
          throw new RefusedPlugin(
              "its module "
                  + descriptor.name()
                  + " requires "
                  + requires.name()
                  + ", which is neither in the plugin nor part of Retort's API",
              "put the jar of " + requires.name() + " beside it, in a folder of the plugin's own");
        }
      }
    }
  }

  private ModuleFinder finder() {
    return new ModuleFinder() {
      @Override
      public Optional<ModuleReference> find(String name) {
        return Optional.ofNullable(modules.get(name));
      }

      @Override
      public Set<ModuleReference> findAll() {
        return Set.copyOf(modules.values());
      }
    };
  }
}
