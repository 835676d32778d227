package io.retort.runtime.experiment;

import io.retort.core.training.TrainingSettings;
import io.retort.runtime.plugin.Plugin;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * Cuts the training that a plugin is configured with down to one step: an untrained teacher takes
 * as long to answer as a trained one.
 */
final class ShortTraining {

  private ShortTraining() {}

  /** The same plugin with every {@link TrainingSettings} in its configuration cut short. */
  static <T> Plugin<T> of(Plugin<T> plugin) {
    Class<? extends Record> type = plugin.configuration().getClass();
    RecordComponent[] components = type.getRecordComponents();
    if (Arrays.stream(components).noneMatch(c -> c.getType() == TrainingSettings.class)) {
      return plugin;
    }
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        Object value = components[i].getAccessor().invoke(plugin.configuration());
        values[i] = value instanceof TrainingSettings training ? training.shortened(1) : value;
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
}
