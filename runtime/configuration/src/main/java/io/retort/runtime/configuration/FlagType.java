package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** True or false. */
final class FlagType extends ScalarType {

  @Override
  public String words() {
    return "true or false";
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    return Map.of("type", "boolean");
  }

  @Override
  public List<String> choices() {
    return List.of("true", "false");
  }

  @Override
  Optional<Object> parse(Scalar scalar) {
    return scalar.plain() && choices().contains(scalar.text())
        ? Optional.of(Boolean.valueOf(scalar.text()))
        : Optional.empty();
  }
}
