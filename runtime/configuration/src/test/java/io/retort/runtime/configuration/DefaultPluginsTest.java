package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.DefaultPlugins;
import io.retort.runtime.fixtures.NoContext;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys whose defaults plugins declare. */
class DefaultPluginsTest {

  /** Keys of both kinds. */
  record Keys(@DefaultPlugins Plugin<Schedule> one, @DefaultPlugins List<Plugin<Schedule>> all) {}

  /** A list alone. */
  record Several(@DefaultPlugins List<Plugin<Schedule>> all) {}

  @Test
  void aListMeansAllAndAnotherKeyTheOnlyOne() {
    BoundValue<Keys> bound =
        bind(Keys.class, Map.of(), new Named("b", true), new Named("a", false));

    assertEquals("b", bound.value().one().entry().name());
    assertEquals(List.of("b"), names(bound.value().all()));
    assertEquals(
        Map.of("one", Map.of("kind", "b"), "all", List.of(Map.of("kind", "b"))), bound.tree());
    assertEquals(
        List.of("b", "c"),
        names(
            bind(Several.class, Map.of(), new Named("c", true), new Named("b", true))
                .value()
                .all()));
  }

  @Test
  void whatIsGivenCounts() {
    BoundValue<Keys> bound =
        bind(
            Keys.class,
            Map.of("one", "a", "all", List.of()),
            new Named("b", true),
            new Named("a", false));

    assertEquals("a", bound.value().one().entry().name());
    assertEquals(List.of(), bound.value().all());
  }

  @Test
  void noneForAListIsNoneAndASinglePluginMustBeGivenWhereThereIsNoneOrSeveral() {
    assertEquals(List.of(), bind(Several.class, Map.of(), new Named("a", false)).value().all());
    for (boolean each : new boolean[] {true, false}) {
      String message =
          assertThrows(
                  ConfigurationException.class,
                  () -> bind(Keys.class, Map.of(), new Named("a", each), new Named("b", each)))
              .getMessage();
      assertTrue(message.contains("the key 'one' is missing; expected a schedule"), message);
    }
  }

  @Test
  void descriptionsAndSchemasSayIt() {
    PluginCatalog catalog = PluginCatalog.of(List.of(new Named("a", true), new Named("b", false)));
    List<PluginDescription.Key> keys = PluginDescription.keys(Keys.class, catalog);

    assertEquals("{kind: a}", keys.get(0).defaultText().orElseThrow());
    assertEquals("[{kind: a}]", keys.get(1).defaultText().orElseThrow());
    PluginCatalog without = PluginCatalog.of(List.of());
    keys = PluginDescription.keys(Keys.class, without);
    assertEquals(List.of(true, false), keys.stream().map(key -> key.required()).toList());
  }

  @Test
  void itStandsInPlaceOfADefaultAndForPluginsOnly() {
    record Twice(@DefaultPlugins @Default("a") Plugin<Schedule> one) {}
    record Numeric(@DefaultPlugins int one) {}
    for (Class<? extends Record> type : List.of(Twice.class, Numeric.class)) {
      String message =
          assertThrows(RetortException.class, () -> ValueTypes.keys(type)).getMessage();
      assertTrue(message.contains("component one has @DefaultPlugins"), message);
    }
  }

  private static <T> BoundValue<T> bind(
      Class<T> type, Map<String, Object> given, Named... plugins) {
    PluginCatalog catalog = PluginCatalog.of(List.of(plugins));
    return new ConfigurationBinder(catalog, new NoContext())
        .bind(type, ConfigurationDocument.of(given));
  }

  private static List<String> names(List<Plugin<Schedule>> plugins) {
    return plugins.stream().map(plugin -> plugin.entry().name()).toList();
  }

  /** No settings. */
  record None() {}

  /** A schedule that may be a default. */
  private record Named(String name, boolean isDefault) implements ScheduleProvider<None> {

    @Override
    public Class<None> configuration() {
      return None.class;
    }

    @Override
    public Schedule create(None configuration, Context context) {
      throw new IllegalStateException("only the choice is looked at");
    }
  }
}
