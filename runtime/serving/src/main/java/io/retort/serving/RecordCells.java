package io.retort.serving;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The components of a record as cells of a table's row. */
final class RecordCells {

  private RecordCells() {}

  /** The values by the {@link #plain} names of the components. */
  static Map<String, Object> of(Record row) {
    Map<String, Object> cells = new HashMap<>();
    for (RecordComponent component : row.getClass().getRecordComponents()) {
      cells.put(plain(component.getName()), value(row, component.getAccessor()));
    }
    return cells;
  }

  private static Object value(Record row, Method accessor) {
    if (!accessor.trySetAccessible()) {
      throw new IllegalArgumentException(
          "The record "
              + row.getClass().getName()
              + " cannot be read; make it public in an exported package, or write 'opens "
              + row.getClass().getPackageName()
              + " to "
              + RecordCells.class.getModule().getName()
              + ";' in its module-info.java");
    }
    try {
      return accessor.invoke(row);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalArgumentException(accessor + " has failed", failure);
    }
  }

  /** A name without what Java's names cannot have or write otherwise. */
  static String plain(String name) {
    return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
  }
}
