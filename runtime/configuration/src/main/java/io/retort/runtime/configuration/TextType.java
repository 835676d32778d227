package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any word, quoted or not. */
final class TextType extends ScalarType {

  @Override
  public String words() {
    return "a text";
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    // Any word is a text, also one that looks like a number.
    return Map.of("type", List.of("string", "number"));
  }

  @Override
  Optional<Object> parse(Scalar scalar) {
    return Optional.of(scalar.text());
  }
}
