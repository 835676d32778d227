package io.retort.runtime.plugin;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a plugin brings that nobody chooses by name: the service of an {@link ExtensionType}. A
 * Guice module, for one, is installed in every run.
 *
 * @param instance the provided object
 * @param qualifier the name of the plugin folder or jar that it comes from
 * @param origin where it comes from
 * @param bindings what it binds
 */
public record Extension(
    Object instance, String qualifier, PluginOrigin origin, List<Binding> bindings) {

  /** How listings and messages call such a thing. */
  public static final String KIND = "extension";

  /**
   * One thing that an extension binds.
   *
   * @param key equal to the keys of other extensions that bind the same
   * @param target equal where other extensions may bind it as well
   * @param words the key for people
   * @param listed whether listings name it; false for what only serves another binding
   */
  public record Binding(Object key, Object target, String words, boolean listed) {}

  public Extension {
    bindings = List.copyOf(bindings);
  }

  /**
   * Its class.
   *
   * @return the full name
   */
  public String name() {
    return instance.getClass().getName();
  }

  /**
   * What it binds, in words.
   *
   * @return the types, in the order of their names; sets to which it adds are {@code Set<…>}
   */
  public List<String> binds() {
    return bindings.stream()
        .filter(Binding::listed)
        .map(Binding::words)
        .distinct()
        .sorted()
        .toList();
  }

  /** The keys that two extensions bind to different things. */
  SortedSet<String> clashes(Extension other) {
    SortedSet<String> clashes = new TreeSet<>();
    for (Binding mine : bindings) {
      for (Binding theirs : other.bindings) {
        // Both may add to one set: what binds the set itself is then equal.
        if (mine.key().equals(theirs.key()) && !mine.target().equals(theirs.target())) {
          clashes.add(mine.words());
        }
      }
    }
    return clashes;
  }

  /** The class and where it comes from. */
  @Override
  public String toString() {
    return name() + " in " + origin;
  }
}
