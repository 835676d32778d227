package io.retort.runtime.configuration;

import io.retort.core.RetortException;
import io.retort.runtime.common.text.NearestName;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import java.util.Optional;

/** A type whose values are written as one word. */
abstract class ScalarType implements ValueType {

  /**
   * Reads a word that is not null.
   *
   * @return the value, or empty if the word is not what {@link #words()} says
   * @throws IllegalArgumentException or RetortException with a sentence of its own
   */
  abstract Optional<Object> parse(Scalar scalar);

  /** How a value is written as plain data: text, number or boolean. */
  Object write(Object value) {
    return value;
  }

  @Override
  public final Object write(Object value, String key, ConfigurationWriter writer) {
    return write(value);
  }

  @Override
  public final Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    Optional<Object> parsed = Optional.empty();
    if (value instanceof Scalar scalar && !value.isNull()) {
      try {
        parsed = parse(scalar);
      } catch (IllegalArgumentException | RetortException refusal) {
        return session.refuse(value.place(), key, refusal.getMessage());
      }
    }
    if (parsed.isEmpty()) {
      String meant =
          value instanceof Scalar scalar
              ? NearestName.find(scalar.text(), choices())
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse("")
              : "";
      return session.refuse(
          value.place(), key, "expected " + words() + ", found " + value.found() + meant);
    }
    return parsed.map(object -> new BoundValue<>(object, write(object)));
  }
}
