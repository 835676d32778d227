package io.retort.runtime.plugin;

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
          "its jars do not fit together as modules: " + misfit.getMessage(),
          "add the module that is missing, or remove what is there twice",
          misfit);
    }
  }

  private ModuleLayer define(ClassLoader api) throws RefusedPlugin {
    for (JarContents jar : jars) {
      ModuleReference module = ModuleFinder.of(jar.path()).findAll().iterator().next();
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
    seal();
    checkRequired();
    Configuration configuration =
        host.layer().configuration().resolve(finder(), ModuleFinder.of(), modules.keySet());
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(configuration, List.of(host.layer()), api);
    ModuleLayer layer = controller.layer();
    // What was automatic reads, and is read by, all modules of the plugin. Descriptors could not
    // say so: explicit modules must not require each other in a circle.
    for (String name : sealed) {
      Module module = layer.findModule(name).orElseThrow();
      for (Module other : layer.modules()) {
        controller.addReads(module, other);
        controller.addReads(other, module);
      }
    }
    return layer;
  }

  private void seal() {
    Map<String, String> exporters = new HashMap<>(host.exporters());
    Set<String> shown = new HashSet<>(host.modules());
    shown.removeAll(modules.keySet());
    modules.forEach(
        (name, module) ->
            module.descriptor().packages().forEach(source -> exporters.put(source, name)));
    if (modules.values().stream().noneMatch(module -> module.descriptor().isAutomatic())) {
      return;
    }
    Set<String> services = services();
    modules.replaceAll(
        (name, module) -> {
          if (!module.descriptor().isAutomatic()) {
            return module;
          }
          sealed.add(name);
          return new SealedModule(module, shown, exporters, services);
        });
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
