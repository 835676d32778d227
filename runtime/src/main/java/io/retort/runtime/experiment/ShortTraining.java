package io.retort.runtime.experiment;

import io.retort.core.training.TrainingSettings;
import io.retort.runtime.plugin.Plugin;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the training that a plugin is configured with down to one step: an untrained teacher takes
 * as long to answer as a trained one.
 */
final class ShortTraining {

  private ShortTraining() {}

  /**
   * The same plugin with every {@link TrainingSettings} in its configuration cut short, and in
   * those of the plugins that it makes.
   */
  static <T> Plugin<T> of(Plugin<T> plugin) {
    Class<? extends Record> type = plugin.configuration().getClass();
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Object[] shortened = new Object[components.length];
    try {
      for (int i = 0; i < values.length; i++) {
        Method accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        values[i] = accessor.invoke(plugin.configuration());
        shortened[i] = shortened(values[i]);
      }
      if (Arrays.equals(values, shortened)) {
        return plugin;
      }
      Constructor<? extends Record> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      constructor.setAccessible(true);
      return new Plugin<>(plugin.entry(), constructor.newInstance(shortened));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(type + " was bound before by the same means", impossible);
    }
  }

  private static Object shortened(Object value) {
    if (value instanceof TrainingSettings training) {
      return training.shortened(1);
    } else if (value instanceof Plugin<?> nested) {
      return of(nested);
    } else if (value instanceof List<?> list) {
      return list.stream().map(ShortTraining::shortened).toList();
    }
    return value;
  }
}
