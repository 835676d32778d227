package io.retort.runtime.plugin;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The extension types of the program. */
final class ExtensionTypes {
  @SuppressWarnings("rawtypes") // A generic service is looked for by its raw class
  private static final List<ExtensionType<?>> ALL =
      ServiceLoader.load(ExtensionType.class, ExtensionTypes.class.getClassLoader()).stream()
          .<ExtensionType<?>>map(found -> used(found.get()))
          .toList();

  private ExtensionTypes() {}

  static List<ExtensionType<?>> all() {
    return ALL;
  }

  static Stream<Class<?>> services() {
    return ALL.stream().map(ExtensionType::service);
  }

  /** It is looked for from here, where no descriptor can name what is not known. */
  private static ExtensionType<?> used(ExtensionType<?> type) {
    ExtensionTypes.class.getModule().addUses(type.service());
    return type;
  }
}
