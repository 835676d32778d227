package io.retort.core.plugin;

import java.util.Set;

/**
 * A library of the program that plugins of plugin folders share with it, instead of bringing their
 * own: one whose native code can be loaded only once in a process, or whose types are those of an
 * SPI. All other libraries of the program are out of their sight.
 *
 * <p>Found by {@link java.util.ServiceLoader} among the modules of the program, or on its class
 * path; what plugin folders provide is not asked. Where the library is not installed, plugins that
 * need it are refused and all others work.
 */
public interface SharedLibrary {

  /**
   * The modules that plugins may require without bringing them.
   *
   * @return names of modules
   */
  Set<String> modules();

  /**
   * The packages that plugins see where they or the program are not modules.
   *
   * @return names of packages, each of which stands for all below it as well
   */
  Set<String> packages();
}
