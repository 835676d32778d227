package io.retort.serving.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The keys of a JSON object. Refusals are clauses that name the key. */
final class JsonKeys {
  private final Map<?, ?> values;
  private final Set<Object> unread;

  private JsonKeys(Map<?, ?> values) {
    this.values = values;
    this.unread = new HashSet<>(values.keySet());
  }

  /**
   * Reads an object. A key that nobody has read is refused: a newer version has written it, and
   * results without it would be wrong.
   *
   * @param json what should be an object
   * @param reader reads its keys
   * @throws IllegalArgumentException if it is none, or has a key that is not read
   */
  static <T> T read(Object json, Function<JsonKeys, T> reader) {
    if (!(json instanceof Map<?, ?> values)) {
      throw new IllegalArgumentException("an object is missing");
    }
    JsonKeys keys = new JsonKeys(values);
    T result = reader.apply(keys);
    if (!keys.unread.isEmpty()) {
      throw new IllegalArgumentException(
          "this version does not know the key '" + keys.unread.iterator().next() + "'");
    }
    return result;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  <T> T object(String key, Function<JsonKeys, T> reader) {
    return read(required(key), reader);
  }

  <T> List<T> objects(String key, Function<JsonKeys, T> reader) {
    List<T> objects = new ArrayList<>();
    for (Object item : list(key)) {
      objects.add(read(item, reader));
    }
    return objects;
  }

  String text(String key) {
    if (required(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("'" + key + "' is not a text");
  }

  char character(String key) {
    String text = text(key);
    if (text.length() != 1) {
      throw new IllegalArgumentException("'" + key + "' is not one character");
    }
    return text.charAt(0);
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object value : list(key)) {
      if (!(value instanceof String text)) {
        throw new IllegalArgumentException("'" + key + "' has an item that is not a text");
      }
      texts.add(text);
    }
    return texts;
  }

  /** All keys of an object whose values are texts, whatever they are called. */
  Map<String, String> textsByKey(String key) {
    return object(
        key,
        keys -> {
          Map<String, String> texts = new LinkedHashMap<>();
          keys.values.keySet().forEach(name -> texts.put((String) name, keys.text((String) name)));
          return texts;
        });
  }

  double number(String key) {
    if (required(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("'" + key + "' is not a number");
  }

  int wholeNumber(String key) {
    double number = number(key);
    if (number < 1 || number != (int) number) {
      throw new IllegalArgumentException("'" + key + "' is not a whole number of at least 1");
    }
    return (int) number;
  }

  boolean flag(String key) {
    if (required(key) instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException("'" + key + "' is neither true nor false");
  }

  private List<?> list(String key) {
    if (required(key) instanceof List<?> items) {
      return items;
    }
    throw new IllegalArgumentException("'" + key + "' is not a list");
  }

  private Object required(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the key '" + key + "' is missing");
    }
    unread.remove(key);
    return value;
  }
}
