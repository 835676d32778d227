package io.retort.runtime.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The extension types of the program. */
final class ExtensionTypes {
  private static final List<ExtensionType<?>> ALL = load();

  private ExtensionTypes() {}

  static List<ExtensionType<?>> all() {
    return ALL;
  }

  private static List<ExtensionType<?>> load() {
    List<ExtensionType<?>> types = new ArrayList<>();
    for (ExtensionType<?> type :
        ServiceLoader.load(ExtensionType.class, ExtensionTypes.class.getClassLoader())) {
      // It is looked for from here, where no descriptor can name what is not known.
      ExtensionTypes.class.getModule().addUses(type.service());
      types.add(type);
    }
    return List.copyOf(types);
  }
}
