package io.retort.runtime.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A place where plugins are looked for: the application itself, a module layer, a class loader.
 * Only providers that belong to the place count, not those of its parents.
 */
public final class PluginSource {
  private final Optional<ClassLoader> loader;
  private final Optional<ModuleLayer> layer;
  private final boolean parentsToo;

  private PluginSource(
      Optional<ClassLoader> loader, Optional<ModuleLayer> layer, boolean parentsToo) {
    this.loader = loader;
    this.layer = layer;
    this.parentsToo = parentsToo;
  }

  /**
   * What the program was started with: all modules of the module path and all jars of the class
   * path.
   *
   * @return the source
   */
  public static PluginSource application() {
    // A named runtime sees the modules of its own layer, and the class path, through its own
    // loader; on the class path a container may have set a better one.
    Module runtime = PluginSource.class.getModule();
    ClassLoader own = PluginSource.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return new PluginSource(
        Optional.of(runtime.isNamed() || context == null ? own : context),
        Optional.ofNullable(runtime.getLayer()),
        true);
  }

  /**
   * The modules of one layer, without its parents.
   *
   * @param layer the layer
   * @return the source
   */
  public static PluginSource of(ModuleLayer layer) {
    return new PluginSource(Optional.empty(), Optional.of(layer), false);
  }

  /**
   * The classes of one loader, without its parents.
   *
   * @param loader the loader
   * @return the source
   */
  public static PluginSource of(ClassLoader loader) {
    return new PluginSource(Optional.of(loader), Optional.empty(), false);
  }

  ServiceLoader<?> services(PluginKind kind) {
    Class<?> service = kind.provider();
    return loader.isPresent()
        ? ServiceLoader.load(service, loader.get())
        : ServiceLoader.load(layer.orElseThrow(), service);
  }

  /** Whether a provider's class belongs to this source and not to a parent of it. */
  boolean owns(Class<?> type) {
    return parentsToo
        || layer.filter(own -> own == type.getModule().getLayer()).isPresent()
        || loader.filter(own -> own == type.getClassLoader()).isPresent();
  }

  /** What is declared here, loadable or not. */
  List<DeclaredProvider> declared(PluginKind kind) {
    List<DeclaredProvider> declared = new ArrayList<>();
    layer.ifPresent(own -> declared.addAll(DeclaredProvider.of(own, kind.provider())));
    loader.ifPresent(own -> declared.addAll(DeclaredProvider.of(own, kind.provider())));
    return declared;
  }
}
