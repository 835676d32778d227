package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.retort.core.Warning;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Provider;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What the provider of any plugin must keep, whatever it makes: a name that can be written, and a
 * configuration that is data, every key of which is documented. The contract of each kind of plugin
 * inherits it.
 *
 * @param <P> the provider's type
 * @param <C> the plugin's configuration
 */
public abstract class ProviderContract<P extends Provider<?, C, ?>, C extends Record> {

  /** For subclasses. */
  protected ProviderContract() {}

  /**
   * The provider to prove.
   *
   * @return a new provider
   */
  protected abstract P provider();

  /**
   * The configuration with which its plugin is made.
   *
   * @return a valid configuration, equal at every call
   */
  protected abstract C configuration();

  @Test
  void nameCanBeWritten() {
    String name = provider().name();
    assertTrue(
        name.matches("[a-z][a-z0-9-]*"),
        () -> "The name '" + name + "' is not of the form [a-z][a-z0-9-]*");
  }

  @Test
  void everyConfigurationKeyIsDocumented() {
    assertEquals(
        configuration().getClass(),
        provider().configuration(),
        "The provider's configuration is of another type");
    for (RecordComponent key : provider().configuration().getRecordComponents()) {
      Doc doc = key.getAnnotation(Doc.class);
      assertNotNull(doc, () -> "The key " + key.getName() + " has no @Doc");
      assertTrue(
          !doc.value().isBlank(), () -> "The @Doc of the key " + key.getName() + " is empty");
    }
  }

  /**
   * That a configuration is no more and no less than its keys: what is written into a run's record
   * makes the same plugin again. The text between the two is the host's, and tested there for every
   * built-in plugin.
   */
  @Test
  void configurationMadeOfTheSameValuesIsEqual() {
    C configuration = configuration();
    Record copy = copy(configuration);
    assertEquals(
        configuration,
        copy,
        "A configuration made of another one's values is another; give it components with equals,"
            + " such as a List in place of an array, and change no value twice");
    assertEquals(configuration.hashCode(), copy.hashCode(), "Equal configurations hash alike");
  }

  @Test
  void adviceIsAboutKeysOfTheConfiguration() {
    List<String> keys =
        Arrays.stream(provider().configuration().getRecordComponents())
            .map(key -> key.getName().toLowerCase(Locale.ROOT))
            .toList();
    for (Warning warning : provider().advise(configuration())) {
      String key = warning.place().split("[.\\[]", 2)[0].replace("-", "");
      assertTrue(
          key.isEmpty() || keys.contains(key),
          () -> "The advice '" + warning + "' is about a key that the configuration does not have");
    }
  }

  private static Record copy(Record configuration) {
    RecordComponent[] keys = configuration.getClass().getRecordComponents();
    try {
      Constructor<? extends Record> constructor =
          configuration
              .getClass()
              .getDeclaredConstructor(
                  Arrays.stream(keys).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      Object[] values = new Object[keys.length];
      for (int i = 0; i < keys.length; i++) {
        keys[i].getAccessor().setAccessible(true);
        values[i] = keys[i].getAccessor().invoke(configuration);
      }
      return constructor.newInstance(values);
    } catch (InvocationTargetException refusal) {
      return fail("A configuration refuses the values of an equal one", refusal.getCause());
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return fail(
          "The record "
              + configuration.getClass().getName()
              + " is neither public in an exported"
              + " package, nor is its package opened",
          closed);
    }
  }
}
