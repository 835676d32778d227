package io.retort.runtime.configuration;

import io.retort.runtime.configuration.Value.Scalar;
import io.retort.runtime.files.LinkedPath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A {@link Destination}. Relative paths start from the working folder. */
final class DestinationType implements ValueType {

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
    if (!(value instanceof Scalar scalar) || value.isNull() || scalar.text().isBlank()) {
      return session.refuse(value.place(), key, "expected a path, found " + value.found());
    }
    Path path;
    try {
      path = LinkedPath.withoutDots(Path.of(scalar.text()).toAbsolutePath());
    } catch (InvalidPathException refusal) {
      return session.refuse(value.place(), key, "this is no path: " + refusal.getMessage());
    }
    Path base = session.context().resolve(Path.of(""));
    boolean chosenByFile =
        value.place() instanceof Place.InText || value.place() instanceof Place.WholeFile;
    if (chosenByFile
        && !LinkedPath.isBelow(path, base)
        && !LinkedPath.isBelow(path, Path.of(Destination.RUNS).toAbsolutePath())) {
      return session.refuse(
          value.place(),
          key,
          "a file may only have things written below its own folder "
              + base
              + " and below "
              + Destination.RUNS
              + " in the working folder, and "
              + path
              + " is neither; to write there, say so on the command line: --set "
              + key
              + "=…");
    }
    return Optional.of(new Bound<>(new Destination(path), scalar.text()));
  }
}
