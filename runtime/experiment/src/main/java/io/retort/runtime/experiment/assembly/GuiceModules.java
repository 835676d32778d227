package io.retort.runtime.experiment.assembly;

import com.google.auto.service.AutoService;
import com.google.inject.Binding;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.Message;
import com.google.inject.spi.PrivateElements;
import io.retort.runtime.common.text.Fault;
import io.retort.runtime.plugin.Extension;
import io.retort.runtime.plugin.ExtensionType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Guice modules that plugins bring: each run installs them over its own bindings. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ExtensionType.class)
public final class GuiceModules implements ExtensionType<Module> {

  /** For {@link java.util.ServiceLoader}. */
  public GuiceModules() {}

  @Override
  public Class<Module> service() {
    return Module.class;
  }

  @Override
  public List<Extension.Binding> bindings(Module module) {
    Map<Key<?>, Element> bindings = new LinkedHashMap<>();
    for (Element element : Elements.getElements(module)) {
      if (element instanceof Message message) {
        throw refusal(message);
      } else if (element instanceof Binding<?> binding) {
        bindings.put(binding.getKey(), binding);
      } else if (element instanceof PrivateElements hidden) {
        hidden.getExposedKeys().forEach(key -> bindings.put(key, hidden));
      }
    }
    return bindings.entrySet().stream()
        .map(
            each ->
                new Extension.Binding(
                    each.getKey(),
                    each.getValue(),
                    words(each.getKey()),
                    !isPartOfSet(each.getKey())))
        .toList();
  }

  private static IllegalArgumentException refusal(Message message) {
    Throwable cause = message.getCause();
    return new IllegalArgumentException(
        cause == null
            ? "its configure() says: " + message.getMessage()
            : "its configure() failed: " + Fault.of(cause),
        cause);
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
}
