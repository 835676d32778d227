package io.retort.runtime.configuration;

import io.retort.runtime.common.files.LinkedPath;
import java.nio.file.Path;
import java.util.Optional;

/** A {@link Destination}. Relative paths start from the working folder. */
final class DestinationType extends PathType {

  @Override
  public Object write(Object value, String key, ConfigurationWriter writer) {
    return ((Destination) value).path().toString();
  }

  @Override
  Optional<BoundValue<Object>> bind(
      Path written, SourceLocation place, String key, BindingSession session) {
    Path path = LinkedPath.withoutDots(written.toAbsolutePath());
    Path base = session.context().resolve(Path.of(""));
    boolean chosenByFile =
        place instanceof SourceLocation.InText || place instanceof SourceLocation.WholeFile;
    if (chosenByFile
        && !LinkedPath.isBelow(path, base)
        && !LinkedPath.isBelow(path, Path.of(Destination.RUNS).toAbsolutePath())) {
      return session.refuse(
          place,
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
    return Optional.of(new BoundValue<>(new Destination(path), written.toString()));
  }
}
