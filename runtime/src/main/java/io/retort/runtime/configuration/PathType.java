package io.retort.runtime.configuration;

import io.retort.runtime.configuration.Value.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A file or folder. Relative paths start from the folder of the configuration; as plain data the
 * path is absolute, so that a resolved configuration can be used from anywhere.
 */
final class PathType implements ValueType {

  @Override
  public String words() {
    return "a path";
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    return new TextType().schema(definitions);
  }

  @Override
  public Optional<Bound<Object>> bind(Value value, String key, Session session) {
    if (value instanceof Scalar scalar && !value.isNull() && !scalar.text().isBlank()) {
      try {
        Path path = session.context().resolve(Path.of(scalar.text()));
        return Optional.of(new Bound<>(path, path.toString()));
      } catch (InvalidPathException refusal) {
        return session.refuse(value.place(), key, "this is no path: " + refusal.getMessage());
      }
    }
    return session.refuse(value.place(), key, "expected a path, found " + value.found());
  }
}
