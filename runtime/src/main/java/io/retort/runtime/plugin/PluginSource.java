package io.retort.runtime.plugin;

import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * A place where plugins are looked for: the application itself, a module layer, a class loader.
 * Only providers that belong to the place count, not those of its parents.
 */
public final class PluginSource {
  private final Lookup lookup;
  private final Predicate<Class<?>> belongs;

  private PluginSource(Lookup lookup, Predicate<Class<?>> belongs) {
    this.lookup = lookup;
    this.belongs = belongs;
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
    ClassLoader own = PluginSource.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader =
        PluginSource.class.getModule().isNamed() || context == null ? own : context;
    return new PluginSource(service -> services(service, loader), type -> true);
  }

  /**
   * The modules of one layer, without its parents.
   *
   * @param layer the layer
   * @return the source
   */
  public static PluginSource of(ModuleLayer layer) {
    return new PluginSource(
        service -> services(service, layer), type -> type.getModule().getLayer() == layer);
  }

  /**
   * The classes of one loader, without its parents.
   *
   * @param loader the loader
   * @return the source
   */
  public static PluginSource of(ClassLoader loader) {
    return new PluginSource(
        service -> services(service, loader), type -> type.getClassLoader() == loader);
  }

  ServiceLoader<?> services(PluginKind kind) {
    return lookup.services(kind.provider());
  }

  boolean owns(Class<?> type) {
    return belongs.test(type);
  }

  private static ServiceLoader<?> services(Class<?> service, ClassLoader loader) {
    return ServiceLoader.load(service, loader);
  }

  private static ServiceLoader<?> services(Class<?> service, ModuleLayer layer) {
    return ServiceLoader.load(layer, service);
  }

  private interface Lookup {
    ServiceLoader<?> services(Class<?> service);
  }
}
