package io.retort.runtime.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.fixtures.SchemaCheck;
import io.retort.runtime.plugin.PluginCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginReferenceTest {
  private static final PluginCatalog CATALOG = TinyExperiment.catalog(new Unbindable());

  /** A plugin whose record has a component that no configuration can say. */
  private static final class Unbindable implements ScheduleProvider<Unbindable.Settings> {
    record Settings(Thread thread) {}

    @Override
    public String name() {
      return "unbindable";
    }

    @Override
    public Class<Settings> configuration() {
      return Settings.class;
    }

    @Override
    public Schedule create(Settings configuration, Context context) {
      throw new AssertionError("nothing is created");
    }
  }

  @Test
  void everyPluginHasItsKeysWithRangeDefaultAndMeaning() {
    String page = Retort.with(CATALOG).reference();
    CATALOG
        .entries()
        .forEach(
            entry -> assertTrue(page.contains("\n### `" + entry.name() + "`\n"), entry::toString));
    assertTrue(
        page.contains("| `momentum` | a number of at least 0 and below 1 | `0` | "),
        "a key of sgd");
    assertTrue(page.contains("### `huber`\n\nCompares with: "), "targets");
    assertTrue(page.contains("| `phases.strategy` | a strategy | *required* | "), "a key below");
    assertTrue(page.contains("### `conv2d`"), "layers");
  }

  @Test
  void aPluginThatCannotBeBoundHidesNoOther() {
    Retort retort = Retort.with(CATALOG);
    String page = retort.reference();
    assertTrue(
        page.contains("### `unbindable`\n\nIt cannot be used: The record "),
        "no reason on the page");
    assertTrue(page.contains("### `cosine`"), "the next plugin is missing");
    SchemaCheck schema = new SchemaCheck(retort.schema(Experiment.class, "An experiment"));
    assertEquals(
        List.of(),
        schema.problems(
            """
            backend: difference
            name: tiny
            data: digits
            student: {network: [flatten], training: {steps: 1, schedule: cosine}}
            strategy: labels
            """));
  }
}
