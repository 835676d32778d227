package io.retort.runtime.configuration;

import io.retort.runtime.common.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where a value of a configuration was written. */
public sealed interface SourceLocation {

  /**
   * The start of a message about a value at this place.
   *
   * @param key the path of the value, such as {@code strategy.temperature}; empty for the whole
   *     configuration
   * @return the place and the key, ending in {@code ": "}, or nothing at all
   */
  String prefix(String key);

  /**
   * A place in a text.
   *
   * @param file the name of the file
   * @param line counts from 1
   * @param column counts from 1
   */
  record InText(String file, int line, int column) implements SourceLocation {
    @Override
    public String prefix(String key) {
      return file + ":" + line + ":" + column + ": " + (key.isEmpty() ? "" : key + ": ");
    }
  }

  /**
   * A file as a whole.
   *
   * @param file the name of the file
   */
  record WholeFile(String file) implements SourceLocation {
    @Override
    public String prefix(String key) {
      return file + ": " + (key.isEmpty() ? "" : key + ": ");
    }
  }

  /**
   * An override.
   *
   * @param path the key that is set
   * @param value the text that it is set to
   */
  record InOverride(String path, String value) implements SourceLocation {
    /** The rest of a value says nothing of what is wrong with it. */
    private static final int LONGEST = 500;

    @Override
    public String prefix(String key) {
      boolean said = key.isEmpty() || key.equals(path);
      return "--set "
          + path
          + "="
          + Words.shortened(value, LONGEST)
          + ": "
          + (said ? "" : key + ": ");
    }
  }

  /**
   * A mapping or list that was written at one place, and some of which was then set elsewhere. What
   * is wrong with it as a whole may be due to either.
   *
   * @param written where the mapping or list was written
   * @param changes where parts of it were set, in their order; at least one
   */
  record Changed(SourceLocation written, List<SourceLocation> changes) implements SourceLocation {
    public Changed {
      changes = List.copyOf(changes);
    }

    @Override
    public String prefix(String key) {
      String with =
          changes.stream()
              .map(change -> change.prefix("").replaceFirst(": $", ""))
              .collect(Collectors.joining(" and "));
      return written.prefix("") + "with " + with + ": " + (key.isEmpty() ? "" : key + ": ");
    }
  }

  /** This place after something of it was set elsewhere. */
  default SourceLocation changed(SourceLocation by) {
    if (equals(by)) {
      return this;
    }
    List<SourceLocation> changes = new ArrayList<>();
    if (this instanceof Changed before) {
      before.changes().stream()
          .filter(change -> !by.replaces(change) && !change.equals(by))
          .forEach(changes::add);
    }
    changes.add(by);
    return new Changed(this instanceof Changed before ? before.written() : this, changes);
  }

  /** This place, where it stands for a whole that was changed in parts. */
  default SourceLocation of(SourceLocation whole) {
    SourceLocation place = this;
    if (whole instanceof Changed changed) {
      for (SourceLocation change : changed.changes()) {
        place = change.equals(this) ? place : place.changed(change);
      }
    }
    return place;
  }

  /** Whether what is set here is set in place of what was set there. */
  private boolean replaces(SourceLocation other) {
    return this instanceof InOverride later
        && other instanceof InOverride earlier
        && (earlier.path() + ".")
            .replace('[', '.')
            .startsWith(later.path().replace('[', '.') + ".");
  }

  /** A value that a program gave. */
  record InProgram() implements SourceLocation {
    @Override
    public String prefix(String key) {
      return key.isEmpty() ? "" : key + ": ";
    }
  }
}
