package io.retort.runtime.common.record;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Range;
import io.retort.runtime.common.text.KebabCase;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A public record as plain data: a key for each component, with a number, a truth value or a text.
 * What is missing has the component's {@link Default}. It is for files that programs write; those
 * of people are bound with the line of each problem.
 *
 * @param <R> the record
 */
public final class PlainRecord<R extends Record> {
  private final Constructor<R> constructor;
  private final List<Component> components;

  private PlainRecord(Constructor<R> constructor, List<Component> components) {
    this.constructor = constructor;
    this.components = components;
  }

  /**
   * How a record is written.
   *
   * @param type a public record of an exported package, whose components are numbers, truth values,
   *     enums and types with a static method {@code parse}; and optional values, which are not read
   * @param <R> the record
   * @return how it is written
   */
  public static <R extends Record> PlainRecord<R> of(Class<R> type) {
    RecordComponent[] declared = type.getRecordComponents();
    try {
      return new PlainRecord<>(
          type.getConstructor(
              Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new)),
          Arrays.stream(declared).map(Component::of).toList());
    } catch (NoSuchMethodException hidden) {
      throw new IllegalArgumentException(type + " is not a public record", hidden);
    }
  }

  /**
   * A record as plain data.
   *
   * @param record the record
   * @return by key, in the order of the components
   */
  public Map<String, Object> write(R record) {
    Map<String, Object> tree = new LinkedHashMap<>();
    components.forEach(component -> tree.put(component.key(), component.write(record)));
    return tree;
  }

  /**
   * Reads a record.
   *
   * @param tree plain data by key
   * @param others keys that are not the record's
   * @return the record
   * @throws IllegalArgumentException with a clause that names the key that is missing, unknown or
   *     impossible
   */
  public R read(Map<?, ?> tree, Set<String> others) {
    List<String> known = components.stream().map(Component::key).toList();
    for (Object key : tree.keySet()) {
      if (!(key instanceof String text) || !(known.contains(text) || others.contains(text))) {
        throw new IllegalArgumentException(
            "has the key '" + key + "', which this version does not know");
      }
    }
    List<Object> values = new ArrayList<>();
    components.forEach(component -> values.add(component.read(tree)));
    try {
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof IllegalArgumentException refusal) {
        throw new IllegalArgumentException("is impossible: " + refusal.getMessage(), refusal);
      }
      throw new IllegalStateException(constructor + " failed", thrown.getCause());
    } catch (ReflectiveOperationException hidden) {
      throw new IllegalStateException(constructor + " is not public", hidden);
    }
  }

  /**
   * A component of the record.
   *
   * @param fallback the text of its default, for what an older version has not written
   */
  private record Component(
      String key, Class<?> type, Method accessor, String fallback, Range range) {

    static Component of(RecordComponent component) {
      Default fallback = component.getAnnotation(Default.class);
      return new Component(
          KebabCase.of(component.getName()),
          component.getType(),
          component.getAccessor(),
          fallback == null ? null : fallback.value(),
          component.getAnnotation(Range.class));
    }

    Object write(Record record) {
      try {
        Object value = accessor.invoke(record);
        if (value instanceof Number || value instanceof Boolean) {
          return value;
        } else if (value instanceof Enum<?> constant) {
          return KebabCase.of(constant);
        }
        // A kernel reads better as 3 than as '3'.
        String text = value.toString();
        return text.matches("[1-9][0-9]{0,8}") ? (Object) Integer.valueOf(text) : text;
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(accessor + " is not public", impossible);
      }
    }

    Object read(Map<?, ?> tree) {
      if (type == Optional.class && !tree.containsKey(key)) {
        return Optional.empty();
      }
      Object value = tree.containsKey(key) ? tree.get(key) : fallback;
      if (value == null) {
        throw new IllegalArgumentException("has no '" + key + "'");
      }
      try {
        Object parsed = parse(value.toString());
        if (range == null || contains(((Number) parsed).doubleValue())) {
          return parsed;
        }
      } catch (IllegalArgumentException unreadable) {
        throw impossible(value, unreadable);
      }
      throw impossible(value, null);
    }

    private IllegalArgumentException impossible(Object value, Exception cause) {
      return new IllegalArgumentException(
          "has the impossible value '" + value + "' for '" + key + "'", cause);
    }

    private boolean contains(double number) {
      return (range.minExclusive() ? number > range.min() : number >= range.min())
          && (range.maxExclusive() ? number < range.max() : number <= range.max());
    }

    private Object parse(String text) {
      if (type == int.class) {
        return Integer.valueOf(text);
      } else if (type == double.class) {
        return Double.valueOf(text);
      } else if (type == boolean.class) {
        return switch (text) {
          case "true" -> true;
          case "false" -> false;
          default -> throw new IllegalArgumentException("neither true nor false");
        };
      } else if (type.isEnum()) {
        return Arrays.stream(type.getEnumConstants())
            .filter(constant -> KebabCase.of((Enum<?>) constant).equals(text))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no such constant"));
      }
      return written(text);
    }

    /** A type that reads its own written form, such as the extent of a window. */
    private Object written(String text) {
      try {
        return type.getMethod("parse", String.class).invoke(null, text);
      } catch (InvocationTargetException thrown) {
        throw new IllegalArgumentException(thrown.getCause());
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(type + " has no written form", impossible);
      }
    }
  }
}
