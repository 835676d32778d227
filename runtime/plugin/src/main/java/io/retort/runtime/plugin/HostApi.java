package io.retort.runtime.plugin;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What plugins of plugin folders see of the program: Java and the {@link SharedApi}. All other
 * libraries they bring themselves, in whatever version, and never meet the program's own.
 */
final class HostApi extends ClassLoader {
  private static final SharedApi SHARED = SharedApi.load();

  private static final Map<String, Class<?>> SERVICES =
      Stream.concat(
              Arrays.stream(PluginKind.values()).map(PluginKind::provider),
              ExtensionTypes.services())
          .collect(Collectors.toUnmodifiableMap(Class::getName, service -> service));

  static {
    registerAsParallelCapable();
  }

  HostApi() {
    super("retort-api", null);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (SHARED.hasClass(name)) {
      return HostApi.class.getClassLoader().loadClass(name);
    }
    // Not as the parent: the platform's loader also finds the named modules of the program.
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    Class<?> type = platform.loadClass(name);
    if (type.getClassLoader() != null && type.getClassLoader() != platform) {
      throw new ClassNotFoundException(name);
    }
    return type;
  }

  /** Whether a class is one of Java or of Retort's API. */
  boolean has(String name) {
    try {
      return Class.forName(name, false, this).getName().equals(name);
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** Whether a plugin may require a module that it does not bring. */
  static boolean shows(String module) {
    return SHARED.modules().contains(module)
        || isRetort(module)
        || module.startsWith("java.")
        || module.startsWith("jdk.");
  }

  /** Whether a module or package belongs to Retort itself and not to a library that it shows. */
  static boolean isRetort(String name) {
    return name.equals("io.retort.core")
        || name.startsWith("io.retort.core.")
        || name.startsWith("io.retort.runtime.");
  }

  /** The services that make a jar a plugin. */
  static Set<Class<?>> services() {
    return Set.copyOf(SERVICES.values());
  }

  /** The service of a name; empty if it is none that makes a jar a plugin. */
  static Optional<Class<?>> service(String name) {
    return Optional.ofNullable(SERVICES.get(name));
  }
}
