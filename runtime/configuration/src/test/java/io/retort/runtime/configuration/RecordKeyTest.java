package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.plugin.Default;
import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import io.retort.runtime.configuration.ConfigurationValue.Sequence;
import io.retort.runtime.plugin.PluginCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordKeyTest {

  /** A network of 10,000 layers asks for them 10,000 times. */
  @Test
  void theKeysOfARecordAreReadOnce() {
    assertSame(ValueTypes.keys(Layered.class), ValueTypes.keys(Layered.class));
  }

  @Test
  void aDefaultStandsWhereItIsMissing() {
    RecordKey key = ValueTypes.keys(Layered.class).get(0);
    for (SourceLocation place :
        List.of(new SourceLocation.InText("a.yaml", 3, 7), new SourceLocation.InProgram())) {
      Mapping mapping =
          (Mapping) key.defaultValue(place, PluginCatalog.of(List.of())).orElseThrow();
      Sequence numbers = (Sequence) mapping.entries().get("a").value();
      Scalar first = (Scalar) numbers.items().get(0);

      assertEquals("1", first.text());
      assertEquals(
          List.of(place, place, place, place),
          List.of(
              mapping.place(), mapping.entries().get("a").key(), numbers.place(), first.place()));
    }
  }

  private record Layered(@Default("{a: [1, 2]}") Part part) {}

  private record Part(List<Integer> a) {}
}
