package io.retort.runtime.configuration;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.common.text.Words;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;

/** A type that reads its own written form: {@code static T parse(String)}, undone by toString. */
final class WrittenType extends ScalarType {
  private final Method parse;

  private WrittenType(Method parse) {
    this.parse = parse;
  }

  /** This type of values, if the class has such a method. */
  static Optional<ValueType> of(Class<?> type) {
    try {
      Method parse = type.getDeclaredMethod("parse", String.class);
      return Modifier.isStatic(parse.getModifiers())
              && parse.getReturnType() == type
              && parse.trySetAccessible()
          ? Optional.of(new WrittenType(parse))
          : Optional.empty();
    } catch (NoSuchMethodException none) {
      return Optional.empty();
    }
  }

  @Override
  public String words() {
    return Words.of(parse.getDeclaringClass());
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    return new TextType().schema(definitions);
  }

  @Override
  Optional<Object> parse(Scalar scalar) {
    try {
      return Optional.of(parse.invoke(null, scalar.text()));
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new RetortException(ErrorKind.CONFIGURATION, parse + " failed", thrown.getCause());
    } catch (IllegalAccessException impossible) {
      throw new AssertionError("made accessible before", impossible);
    }
  }

  @Override
  Object write(Object value) {
    String text = value.toString();
    // A kernel reads better as 3 than as '3'.
    return text.matches("[1-9][0-9]{0,8}") ? (Object) Integer.valueOf(text) : text;
  }
}
