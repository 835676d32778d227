package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.training.TrainingSettings;
import io.retort.datasets.Csv;
import io.retort.runtime.fixtures.NoContext;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a program does not set is what a file does not say. */
class BuilderDefaultsTest {

  @Test
  void ofTrainings() {
    TrainingSettings bound = bind(TrainingSettings.class, Map.of("epochs", 3));
    assertEquals(
        bound, TrainingSettings.builder(bound.optimizer(), bound.loss()).epochs(3).build());
  }

  @Test
  void ofTables() {
    assertEquals(
        bind(Csv.class, Map.of("file", "data.csv", "label", List.of("y"))),
        Csv.builder(Path.of("data.csv")).label("y").build());
  }

  private static <T> T bind(Class<T> type, Map<String, Object> document) {
    return new ConfigurationBinder(PluginCatalog.discover(), new NoContext())
        .bind(type, ConfigurationDocument.of(document))
        .value();
  }
}
