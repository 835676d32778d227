package io.retort.runtime.configuration;

import io.retort.runtime.common.text.KebabCase;
import io.retort.runtime.configuration.ConfigurationValue.Entry;
import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import io.retort.runtime.configuration.ConfigurationValue.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a program's data into {@link ConfigurationValue}s. */
final class PlainData {
  private static final SourceLocation PLACE = new SourceLocation.InProgram();

  private PlainData() {}

  static ConfigurationValue toValue(Object data) {
    if (data instanceof Map<?, ?> map) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      map.forEach((key, value) -> entries.put(key.toString(), new Entry(PLACE, toValue(value))));
      return new Mapping(entries, PLACE);
    } else if (data instanceof Collection<?> collection) {
      List<ConfigurationValue> items = new ArrayList<>();
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
