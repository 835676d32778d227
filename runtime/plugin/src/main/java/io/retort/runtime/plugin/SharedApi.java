package io.retort.runtime.plugin;

import io.retort.core.plugin.SharedLibrary;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * What plugins share with the program: Retort's API, the logging facade, and what libraries of the
 * program {@linkplain SharedLibrary say of themselves}.
 *
 * @param modules the modules besides Retort's own that plugins may require without bringing them
 * @param packages the packages that they see on the class path, with all below them
 */
record SharedApi(Set<String> modules, Set<String> packages) {
  private static final Set<String> MODULES = Set.of("org.slf4j");

  private static final Set<String> PACKAGES =
      Set.of("io.retort.core", "io.retort.runtime", "org.slf4j");

  SharedApi {
    modules = Set.copyOf(modules);
    packages = Set.copyOf(packages);
  }

  /** That of this program. */
  static SharedApi load() {
    Set<String> modules = new HashSet<>(MODULES);
    Set<String> packages = new HashSet<>(PACKAGES);
    for (SharedLibrary library :
        ServiceLoader.load(SharedLibrary.class, SharedApi.class.getClassLoader())) {
      modules.addAll(library.modules());
      packages.addAll(library.packages());
    }
    return new SharedApi(modules, packages);
  }

  /** Whether plugins see a class. */
  boolean hasClass(String name) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      if (packages.contains(name.substring(0, dot))) {
        return true;
      }
    }
    return false;
  }
}
