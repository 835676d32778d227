package io.retort.runtime.configuration;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkDescription;
import io.retort.core.plugin.Range;
import io.retort.core.plugin.Recipe;
import io.retort.runtime.common.text.Fault;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginKind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses how a Java type is bound, and with it which keys a record has, whose components have such
 * types.
 */
final class ValueTypes {
  /** Types with a written form of their own. A new one is a line here. */
  private static final Map<Class<?>, ValueType> CUSTOM =
      Map.of(
          Destination.class, new DestinationType(),
          NetworkDescription.class, new NetworkType(ValueTypes::keys),
          NodeType.Item.class, new NodeType(ValueTypes::keys),
          WrittenValue.class, new WrittenValueType(),
          Alternatives.class, new AlternativesType(ValueTypes::keys));

  private static final Map<Class<?>, Class<?>> NUMBERS =
      Map.of(
          int.class, Integer.class,
          Integer.class, Integer.class,
          long.class, Long.class,
          Long.class, Long.class,
          double.class, Double.class,
          Double.class, Double.class);

  /** Read once for each record: networks of thousands of layers have few kinds of them. */
  private static final ClassValue<List<RecordKey>> KEYS =
      new ClassValue<>() {
        @Override
        protected List<RecordKey> computeValue(Class<?> type) {
          return read(type.asSubclass(Record.class));
        }
      };

  private ValueTypes() {}

  /**
   * The keys of a record.
   *
   * @throws RetortException naming the component whose type cannot be bound
   */
  static List<RecordKey> keys(Class<? extends Record> type) {
    return KEYS.get(type);
  }

  private static List<RecordKey> read(Class<? extends Record> type) {
    List<RecordKey> keys = new ArrayList<>();
    for (RecordComponent component : components(type)) {
      try {
        Optional<Range> range = Optional.ofNullable(component.getAnnotation(Range.class));
        keys.add(RecordKey.of(component, of(component.getGenericType(), range)));
      } catch (IllegalArgumentException | TypeNotPresentException unbindable) {
        throw new RetortException(
            ErrorKind.PLUGIN,
            "The record "
                + type.getName()
                + " cannot be bound: its component "
                + component.getName()
                + " "
                + unbindable.getMessage(),
            unbindable);
      }
    }
    return List.copyOf(keys);
  }

  private static RecordComponent[] components(Class<? extends Record> type) {
    try {
      return type.getRecordComponents();
    } catch (LinkageError misfit) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "The record "
              + type.getName()
              + " does not fit the libraries at hand: "
              + Fault.of(misfit),
          misfit);
    }
  }

  /** The type of a record's values. */
  static RecordType record(Class<? extends Record> type) {
    return new RecordType(type, ValueTypes::keys);
  }

  /**
   * The type of what plugins make.
   *
   * @param deferred whether the values are {@link Plugin}s instead of the products themselves
   */
  static PluginType plugin(PluginKind kind, Class<?> product, boolean deferred) {
    return new PluginType(kind, product, deferred, ValueTypes::keys);
  }

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
      throw new IllegalArgumentException("has a @Range, but is not a number");
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
      return plugin(kind.get(), type, false);
    }
    Optional<ValueType> written = WrittenType.of(type);
    if (written.isPresent()) {
      return written.get();
    } else if (type.isSealed() && type.isInterface()) {
      return VariantsType.of(type, ValueTypes::keys);
    } else if (type.isRecord()) {
      return record(type.asSubclass(Record.class));
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
          .<ValueType>map(kind -> plugin(kind, product, true))
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
