package io.retort.runtime.configuration;

import io.retort.runtime.configuration.Value.Scalar;
import java.util.Optional;

/** Any word, quoted or not. */
final class TextType extends ScalarType {

  @Override
  public String words() {
    return "a text";
  }

  @Override
  Optional<Object> parse(Scalar scalar) {
    return Optional.of(scalar.text());
  }
}
