package io.retort.runtime.plugin;

import java.util.Optional;

/**
 * A plugin's name as configurations write it: {@code temperature}, or {@code acme:temperature}
 * where several have that name.
 *
 * @param qualifier the plugin folder's or jar's name; empty if it is not given
 * @param name the name that the provider gives
 */
record QualifiedName(Optional<String> qualifier, String name) {
  /** Qualifies the names of what Retort itself provides. */
  static final String BUILT_IN = "retort";

  static QualifiedName parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new QualifiedName(Optional.empty(), text)
        : new QualifiedName(Optional.of(text.substring(0, colon)), text.substring(colon + 1));
  }

  /** The written form. */
  @Override
  public String toString() {
    return qualifier.map(before -> before + ":").orElse("") + name;
  }
}
