package io.retort.runtime.plugin;

import java.util.List;

/**
 * A service that plugins may provide besides those of {@link PluginKind}: nobody chooses by name
 * what provides it, each is installed. Found by {@link java.util.ServiceLoader} among the modules
 * of the program, or on its class path, so that a program without the part that installs them knows
 * nothing of them.
 *
 * @param <T> the service
 */
public interface ExtensionType<T> {

  /**
   * The service. The module of the extension type says that it {@code uses} it.
   *
   * @return its class
   */
  Class<T> service();

  /**
   * What an extension binds.
   *
   * @param extension the extension
   * @return each thing that it binds, in the order in which it says so
   * @throws IllegalArgumentException with a clause if it cannot be installed
   */
  List<Extension.Binding> bindings(T extension);
}
