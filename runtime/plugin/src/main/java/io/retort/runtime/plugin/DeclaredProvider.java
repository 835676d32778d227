package io.retort.runtime.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;

/**
 * What a module descriptor or a file in {@code META-INF/services} says there is. {@link
 * java.util.ServiceLoader} does not tell in which jar it read of a provider that it cannot load;
 * this finds it again.
 *
 * @param className the provider
 * @param place the module or file that names it
 * @param loader what was to load it
 */
record DeclaredProvider(String className, String place, ClassLoader loader) {

  /** The providers that the modules of a layer declare. */
  static List<DeclaredProvider> of(ModuleLayer layer, Class<?> service) {
    List<DeclaredProvider> declared = new ArrayList<>();
    for (Module module : layer.modules()) {
      module.getDescriptor().provides().stream()
          .filter(provides -> provides.service().equals(service.getName()))
          .flatMap(provides -> provides.providers().stream())
          .map(
              name ->
                  new DeclaredProvider(name, "module " + module.getName(), module.getClassLoader()))
          .forEach(declared::add);
    }
    return declared;
  }

  /** The providers that the jars and folders of a loader declare. */
  static List<DeclaredProvider> of(ClassLoader loader, Class<?> service) {
    List<DeclaredProvider> declared = new ArrayList<>();
    try {
      for (URL url :
          loader.resources(ServicesFile.FOLDER + service.getName()).distinct().toList()) {
        for (String name : names(url)) {
          declared.add(new DeclaredProvider(name, url.toString(), loader));
        }
      }
    } catch (IOException | UncheckedIOException unreadable) {
      // Then ServiceLoader could not read it either, and has said so.
    }
    return declared;
  }

  /** Whether this is the provider that failed. */
  boolean failedWith(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains(" " + className + " ")) {
      return true;
    }
    boolean wrapped = failure instanceof ServiceConfigurationError && failure.getCause() != null;
    Throwable cause = wrapped ? failure.getCause() : failure;
    try {
      Class<?> type = Class.forName(className, false, loader);
      if (wrapped) {
        // Of a named module's provider ServiceLoader lists the methods before it can be asked.
        Method[] unused = type.getMethods();
      }
      return false;
    } catch (ClassNotFoundException absent) {
      return false;
    } catch (LinkageError again) {
      return Objects.equals(cause.getMessage(), again.getMessage());
    }
  }

  private static List<String> names(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    // A cached jar stays open, and cannot be replaced while the program runs.
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream();
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return ServicesFile.names(reader.lines());
    }
  }
}
