package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A file or folder. Relative paths start from the folder of the configuration; as plain data the
 * path is absolute, so that a resolved configuration can be used from anywhere.
 */
class PathType implements ValueType {

  @Override
  public final String words() {
    return "a path";
  }

  @Override
  public final Map<String, Object> schema(SchemaDefinitions definitions) {
    return new TextType().schema(definitions);
  }

  @Override
  public final Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    if (value instanceof Scalar scalar && !value.isNull() && !scalar.text().isBlank()) {
      try {
        return bind(Path.of(scalar.text()), value.place(), key, session);
      } catch (InvalidPathException refusal) {
        return session.refuse(value.place(), key, "this is not a path: " + refusal.getMessage());
      }
    }
    return session.refuse(value.place(), key, "expected a path, found " + value.found());
  }

  @Override
  public Object write(Object value, String key, ConfigurationWriter writer) {
    return value.toString();
  }

  /** Binds a path as it was written. */
  Optional<BoundValue<Object>> bind(
      Path written, SourceLocation place, String key, BindingSession session) {
    Path path = session.context().resolve(written);
    return Optional.of(new BoundValue<>(path, path.toString()));
  }
}
