package io.retort.runtime.configuration;

import io.retort.runtime.common.text.KebabCase;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of the constants of an enum. */
final class ChoiceType extends ScalarType {
  private final List<Enum<?>> constants;

  ChoiceType(Class<?> type) {
    this.constants = Arrays.stream(type.getEnumConstants()).<Enum<?>>map(Enum.class::cast).toList();
  }

  @Override
  public String words() {
    return "one of " + String.join(", ", choices());
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    return Map.of("enum", choices());
  }

  @Override
  public List<String> choices() {
    return constants.stream().map(KebabCase::of).toList();
  }

  @Override
  Optional<Object> parse(Scalar scalar) {
    int index = choices().indexOf(scalar.text());
    return index < 0 ? Optional.empty() : Optional.of(constants.get(index));
  }

  @Override
  Object write(Object value) {
    return KebabCase.of((Enum<?>) value);
  }
}
