package io.retort.runtime.experiment.training;

import io.retort.core.training.TrainingSettings;
import io.retort.runtime.plugin.Plugin;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Cuts the training that a plugin is configured with down to one step: an untrained teacher takes
 * as long to answer as a trained one.
 */
public final class ShortTraining {

  private ShortTraining() {}

  /**
   * The same plugin with every {@link TrainingSettings} in its configuration, and in those of
   * plugins in it, cut short.
   */
  public static <T> Plugin<T> of(Plugin<T> plugin) {
    Class<? extends Record> type = plugin.configuration().getClass();
    RecordComponent[] components = type.getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      boolean shortened = false;
      for (int i = 0; i < values.length; i++) {
        Object value = components[i].getAccessor().invoke(plugin.configuration());
        values[i] = shortened(value);
        shortened |= values[i] != value;
      }
      if (!shortened) {
        return plugin;
      }
      Constructor<? extends Record> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      constructor.setAccessible(true);
      return new Plugin<>(plugin.entry(), constructor.newInstance(values));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(type + " was bound before by the same means", impossible);
    }
  }

  /** A value without long trainings in it; the same object where there were none. */
  private static Object shortened(Object value) {
    if (value instanceof TrainingSettings training) {
      return training.shortened(1);
    } else if (value instanceof Plugin<?> plugin) {
      return of(plugin);
    } else if (value instanceof List<?> list) {
      List<Object> shorter = new ArrayList<>();
      list.forEach(each -> shorter.add(shortened(each)));
      boolean same = IntStream.range(0, list.size()).allMatch(i -> shorter.get(i) == list.get(i));
      return same ? list : shorter;
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> shorter = new LinkedHashMap<>();
      map.forEach((key, each) -> shorter.put(key, shortened(each)));
      boolean same = map.entrySet().stream().allMatch(e -> shorter.get(e.getKey()) == e.getValue());
      return same ? map : shorter;
    }
    return value;
  }
}
