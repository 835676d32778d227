package io.retort.runtime.plugin;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * A place where plugins are looked for: the application itself, a module layer, a class loader.
 * Only providers that belong to the place count, not those of its parents.
 */
public final class PluginSource {
  private final Optional<ClassLoader> loader;
  private final Optional<ModuleLayer> layer;
  private final boolean parentsToo;
  private final Optional<PluginBundle> bundle;
  private final Set<Class<?>> services;

  private PluginSource(
      Optional<ClassLoader> loader, Optional<ModuleLayer> layer, boolean parentsToo) {
    this(loader, layer, parentsToo, Optional.empty(), HostApi.services());
  }

  private PluginSource(
      Optional<ClassLoader> loader,
      Optional<ModuleLayer> layer,
      boolean parentsToo,
      Optional<PluginBundle> bundle,
      Set<Class<?>> services) {
    this.loader = loader;
    this.layer = layer;
    this.parentsToo = parentsToo;
    this.bundle = bundle;
    this.services = services;
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

  /** The same place, known to be a plugin of a plugin folder that provides some services only. */
  PluginSource of(PluginBundle plugin, Set<Class<?>> some) {
    return new PluginSource(loader, layer, parentsToo, Optional.of(plugin), some);
  }

  /** Whether there may be providers of a service. */
  boolean mayProvide(Class<?> service) {
    return services.contains(service);
  }

  /** Whether this is the program itself. */
  boolean isApplication() {
    return parentsToo;
  }

  /** Whether the plugins here are modules. */
  boolean isLayer() {
    return loader.isEmpty();
  }

  /** The plugin of a plugin folder that this is. */
  Optional<PluginBundle> bundle() {
    return bundle;
  }

  /** What is written before the name of a provider that was found here. */
  String qualifier(Class<?> type, PluginOrigin origin) {
    if (bundle.isPresent()) {
      return bundle.get().name();
    }
    return qualifier(origin)
        .filter(name -> !type.getPackageName().startsWith("io.retort."))
        .orElse(QualifiedName.BUILT_IN);
  }

  private static Optional<String> qualifier(PluginOrigin origin) {
    return origin
        .location()
        .filter(Files::isRegularFile)
        .map(PluginBundle::qualifier)
        .or(origin::module);
  }

  ServiceLoader<?> services(Class<?> service) {
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
  List<DeclaredProvider> declared(Class<?> service) {
    List<DeclaredProvider> declared = new ArrayList<>();
    layer.ifPresent(own -> declared.addAll(DeclaredProvider.of(own, service)));
    declared.addAll(inServicesFiles(service));
    return declared;
  }

  /** What {@code META-INF/services} declares here. */
  List<DeclaredProvider> inServicesFiles(Class<?> service) {
    return loader.map(own -> DeclaredProvider.of(own, service)).orElse(List.of());
  }
}
