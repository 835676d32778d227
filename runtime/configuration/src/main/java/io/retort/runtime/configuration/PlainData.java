package io.retort.runtime.configuration;

import io.retort.runtime.common.text.KebabCase;
import io.retort.runtime.configuration.Value.Entry;
import io.retort.runtime.configuration.Value.Mapping;
import io.retort.runtime.configuration.Value.Scalar;
import io.retort.runtime.configuration.Value.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a program's data into {@link Value}s. */
final class PlainData {
  private static final Place PLACE = new Place.InProgram();

  private PlainData() {}

  static Value toValue(Object data) {
    if (data instanceof Map<?, ?> map) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      map.forEach((key, value) -> entries.put(key.toString(), new Entry(PLACE, toValue(value))));
      return new Mapping(entries, PLACE);
    } else if (data instanceof Collection<?> collection) {
      List<Value> items = new ArrayList<>();
      collection.forEach(item -> items.add(toValue(item)));
      return new Sequence(items, PLACE);
    } else if (data == null || data instanceof Number || data instanceof Boolean) {
      return new Scalar(String.valueOf(data), true, PLACE);
    } else if (data instanceof Enum<?> constant) {
      return new Scalar(KebabCase.of(constant), false, PLACE);
    }
    return new Scalar(data.toString(), false, PLACE);
  }
}
