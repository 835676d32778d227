package io.retort.runtime.configuration;

import io.retort.core.network.NetworkDescription;
import io.retort.core.plugin.Range;
import io.retort.core.plugin.Recipe;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginKind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses how a Java type is bound. */
final class ValueTypes {
  /** Types with a written form of their own. A new one is a line here. */
  private static final Map<Class<?>, ValueType> CUSTOM =
      Map.of(
          Destination.class, new DestinationType(),
          NetworkDescription.class, new NetworkType(),
          NodeType.Item.class, new NodeType(),
          WrittenValue.class, new WrittenValueType(),
          Alternatives.class, new AlternativesType());

  private static final Map<Class<?>, Class<?>> NUMBERS =
      Map.of(
          int.class, Integer.class,
          Integer.class, Integer.class,
          long.class, Long.class,
          Long.class, Long.class,
          double.class, Double.class,
          Double.class, Double.class);

  private ValueTypes() {}

  /**
   * How a type is bound.
   *
   * @param range what numbers in it must be
   * @throws IllegalArgumentException with a clause such as "has the type float, …"
   */
  static ValueType of(Type type, Optional<Range> range) {
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic, range);
    } else if (!(type instanceof Class<?> simple)) {
      throw unbindable(type);
    } else if (NUMBERS.containsKey(simple)) {
      return new NumberType(NUMBERS.get(simple), range);
    } else if (range.isPresent()) {
      throw new IllegalArgumentException("has a @Range, but is no number");
    }
    return ofClass((Class<?>) type);
  }

  private static ValueType ofClass(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return new FlagType();
    } else if (type == String.class) {
      return new TextType();
    } else if (type == Path.class) {
      return new PathType();
    } else if (type.isEnum()) {
      return new ChoiceType(type);
    } else if (CUSTOM.containsKey(type)) {
      return CUSTOM.get(type);
    }
    Optional<PluginKind> kind = PluginKind.ofProduct(type);
    if (kind.isPresent()) {
      return new PluginType(kind.get(), type, false);
    }
    Optional<ValueType> written = WrittenType.of(type);
    if (written.isPresent()) {
      return written.get();
    } else if (type.isSealed() && type.isInterface()) {
      return VariantsType.of(type);
    } else if (type.isRecord()) {
      return new RecordType(type.asSubclass(Record.class));
    }
    throw unbindable(type);
  }

  private static ValueType ofGeneric(ParameterizedType type, Optional<Range> range) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return new OptionalType(of(arguments[0], range));
    } else if (type.getRawType() == List.class) {
      return new ListType(of(arguments[0], range));
    } else if (type.getRawType() == Map.class && arguments[0] == String.class) {
      return new MapType(of(arguments[1], range));
    } else if ((type.getRawType() == Plugin.class || type.getRawType() == Recipe.class)
        && arguments[0] instanceof Class<?> product) {
      return PluginKind.ofProduct(product)
          .<ValueType>map(kind -> new PluginType(kind, product, true))
          .orElseThrow(() -> unbindable(type));
    }
    throw unbindable(type);
  }

  private static IllegalArgumentException unbindable(Type type) {
    return new IllegalArgumentException(
        "has the type "
            + type.getTypeName()
            + "; use int, long, double, boolean, String, Path, an enum, Optional, List,"
            + " Map<String, …>, a record, a sealed interface of records, a type with a public"
            + " static parse(String),"
            + " or what a plugin makes");
  }
}
