package io.retort.runtime.plugin;

import com.google.inject.Binding;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.Message;
import com.google.inject.spi.PrivateElements;
import io.retort.runtime.text.Fault;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A Guice module that a plugin brings. It is installed in every run, and its bindings take the
 * place of the run's own.
 *
 * @param module the module; configured anew for every run
 * @param qualifier the name of the plugin folder or jar that it comes from
 * @param origin where it comes from
 * @param bindings what it binds, by key
 */
public record Extension(
    Module module, String qualifier, PluginOrigin origin, Map<Key<?>, Element> bindings) {

  /** How listings and messages call such a thing. */
  public static final String KIND = "extension";

  private static final String FIX = "repair or remove it";

  public Extension {
    bindings = Map.copyOf(bindings);
  }

  /**
   * Takes a module.
   *
   * @throws RefusedPlugin if it says that it cannot be configured, or throws an exception
   */
  static Extension of(Module module, String qualifier, PluginOrigin origin) throws RefusedPlugin {
    List<Element> elements = Elements.getElements(module);
    Map<Key<?>, Element> bindings = new LinkedHashMap<>();
    for (Element element : elements) {
      if (element instanceof Message message) {
        Throwable cause = message.getCause();
        throw new RefusedPlugin(
            cause == null
                ? "its configure() says: " + message.getMessage()
                : "its configure() failed: " + Fault.of(cause),
            FIX,
            cause);
      } else if (element instanceof Binding<?> binding) {
        bindings.put(binding.getKey(), binding);
      } else if (element instanceof PrivateElements hidden) {
        hidden.getExposedKeys().forEach(key -> bindings.put(key, hidden));
      }
    }
    return new Extension(module, qualifier, origin, bindings);
  }

  /**
   * Its class.
   *
   * @return the full name
   */
  public String name() {
    return module.getClass().getName();
  }

  /**
   * What it binds, in words.
   *
   * @return the types, in the order of their names; sets to which it adds are {@code Set<…>}
   */
  public List<String> binds() {
    return bindings.keySet().stream()
        .filter(key -> !isPartOfSet(key))
        .map(Extension::words)
        .distinct()
        .sorted()
        .toList();
  }

  /** The keys that two modules bind to different things. */
  SortedSet<String> clashes(Extension other) {
    return bindings.entrySet().stream()
        // Both may add to one set: what binds the set itself is then equal.
        .filter(mine -> other.bindings.containsKey(mine.getKey()))
        .filter(mine -> !other.bindings.get(mine.getKey()).equals(mine.getValue()))
        .map(mine -> words(mine.getKey()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Guice binds the elements of sets, and ways to get at them, under keys of its own. */
  private static boolean isPartOfSet(Key<?> key) {
    Class<?> annotation = key.getAnnotationType();
    boolean internal =
        annotation != null && annotation.getPackageName().startsWith("com.google.inject.internal");
    Class<?> type = key.getTypeLiteral().getRawType();
    boolean view = type == Set.class && key.getTypeLiteral().toString().contains("? extends");
    return internal || view || type == Collection.class;
  }

  private static String words(Key<?> key) {
    String type = key.getTypeLiteral().toString().replaceAll("[\\w.]+\\.([A-Z])", "$1");
    return key.getAnnotationType() == null
        ? type
        : "@" + key.getAnnotationType().getSimpleName() + " " + type;
  }

  /** The class and where it comes from. */
  @Override
  public String toString() {
    return name() + " in " + origin;
  }
}
