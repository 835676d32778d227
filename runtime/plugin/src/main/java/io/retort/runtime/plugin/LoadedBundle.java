package io.retort.runtime.plugin;

import io.retort.core.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One plugin of a plugin folder, ready to be asked for its providers.
 *
 * @param source where its providers are found
 * @param contents what its jars say about themselves
 * @param notModules why it is not loaded as modules although it has some; empty otherwise
 */
record LoadedBundle(
    PluginSource source, List<JarContents> contents, Optional<RefusedPlugin> notModules) {

  /**
   * Makes the layer or class loader of a plugin. No class of it is loaded yet.
   *
   * @param bundle the plugin
   * @param host the modules with Retort's API; empty to load the plugin as on the class path
   * @throws RefusedPlugin if one of its jars cannot be used
   */
  static LoadedBundle of(PluginBundle bundle, Optional<HostModules> host) throws RefusedPlugin {
    bundle.check();
    List<JarContents> jars = contents(bundle);
    for (JarContents jar : jars) {
      JarCheck.check(jar, bundle);
    }
    if (jars.stream().noneMatch(JarContents::provides)) {
      throw new RefusedPlugin(
          "none of its jars names a provider in META-INF/services or in its module descriptor",
          "annotate the providers with @AutoService and name them in module-info.java");
    }
    Set<Class<?>> services = services(jars);
    HostApi api = new HostApi();
    Optional<RefusedPlugin> notModules = Optional.empty();
    if (host.isPresent() && asModules(jars)) {
      try {
        PluginSource source = PluginSource.of(BundleLayer.of(host.get(), jars, api));
        return new LoadedBundle(source.of(bundle, services), jars, notModules);
      } catch (RefusedPlugin misfit) {
        if (jars.stream().allMatch(jar -> jar.descriptor().isPresent())) {
          throw misfit;
        }
        // Libraries that were never meant to be modules fit together on a class path.
        notModules = Optional.of(misfit);
      }
    }
    PluginSource source = PluginSource.of(loader(bundle, api));
    return new LoadedBundle(source.of(bundle, services), jars, notModules);
  }

  /**
   * What its jars say of each jar.
   *
   * @throws RefusedPlugin if one of them cannot be read
   */
  static List<JarContents> contents(PluginBundle bundle) throws RefusedPlugin {
    List<JarContents> jars = new ArrayList<>();
    for (BundleJar jar : bundle.jars()) {
      jars.add(JarReader.read(jar));
    }
    return jars;
  }

  /** Providers that are named where it does not count, so that Java passes them over silently. */
  List<PluginProblem> passedOver() {
    List<PluginProblem> problems = new ArrayList<>();
    for (JarContents jar : contents) {
      if (jar.descriptor().isPresent()) {
        forgotten(jar, problems);
      } else {
        foreign(jar, problems);
      }
    }
    return problems;
  }

  /** Those of a module that only the list names which is not read. */
  private void forgotten(JarContents jar, List<PluginProblem> problems) {
    boolean modules = source.isLayer();
    String cause =
        modules
            ? "META-INF/services names it, but not 'provides' in module-info.java, which alone"
                + " counts for modules"
            : "'provides' in module-info.java names it, but not META-INF/services, which alone"
                + " counts on the class path"
                + notModules
                    .map(why -> " (it is not loaded as a module, since " + why.getMessage() + ")")
                    .orElse("");
    String fix =
        modules
            ? "name it in 'provides … with' of module-info.java"
            : "annotate it with @AutoService";
    difference(modules ? jar.listed() : jar.declared(), modules ? jar.declared() : jar.listed())
        .forEach(
            (service, names) ->
                names.forEach(name -> problems.add(problem(jar, service, name, cause, fix))));
  }

  /** Those that are classes of Java or Retort and not of the plugin. */
  private void foreign(JarContents jar, List<PluginProblem> problems) {
    HostApi api = new HostApi();
    jar.listed()
        .forEach(
            (service, names) -> {
              for (String name : names) {
                if (api.has(name)) {
                  problems.add(
                      problem(
                          jar,
                          service,
                          name,
                          "META-INF/services names it, but it is not a class of the plugin",
                          "name the plugin's own providers"));
                }
              }
            });
  }

  private PluginProblem problem(
      JarContents jar, String service, String name, String cause, String fix) {
    return PluginProblem.of(
        PluginKind.ofProvider(service),
        source.bundle().map(PluginBundle::name),
        name + " in " + jar.jar().path(),
        cause,
        fix,
        Optional.empty());
  }

  /** What some services have that others have not. */
  static Map<String, Set<String>> difference(
      Map<String, Set<String>> some, Map<String, Set<String>> others) {
    Map<String, Set<String>> more = new TreeMap<>();
    some.forEach(
        (service, names) -> {
          Set<String> missing = new TreeSet<>(names);
          missing.removeAll(others.getOrDefault(service, Set.of()));
          if (!missing.isEmpty()) {
            more.put(service, missing);
          }
        });
    return more;
  }

  /** A jar that provides plugins but never says how its module is called is not a module. */
  private static boolean asModules(List<JarContents> jars) {
    return jars.stream().filter(JarContents::provides).allMatch(JarContents::isModule);
  }

  private static Set<Class<?>> services(List<JarContents> jars) {
    Set<Class<?>> services = new HashSet<>();
    for (JarContents jar : jars) {
      jar.listed().keySet().forEach(name -> HostApi.service(name).ifPresent(services::add));
      jar.declared().keySet().forEach(name -> HostApi.service(name).ifPresent(services::add));
    }
    return services;
  }

  /** A loader of the plugin as on the class path. */
  static ClassLoader loader(PluginBundle bundle, ClassLoader api) throws RefusedPlugin {
    // Never closed: what it has loaded may load more for as long as it is in use.
    try {
      return JarsLoader.of(bundle.name(), bundle.jars(), api);
    } catch (IOException unreadable) {
      throw new RefusedPlugin(
          "its jars cannot be read: " + Reason.of(unreadable),
          "copy them again, or remove them",
          unreadable);
    }
  }
}
