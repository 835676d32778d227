package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.Warning;
import io.retort.core.plugin.Caution;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.runtime.fixtures.NoContext;
import io.retort.runtime.plugin.PluginCatalog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CautionTest {

  record Oven(
      @Doc("How hot.")
          @Default("180")
          @Caution(above = 250, below = 50, because = "it is not bread")
          double heat,
      @Doc("How long.") @Caution(below = 10, because = "it stays raw") Optional<Integer> minutes,
      @Doc("Others.") @Default("[]") List<Oven> more) {}

  private static List<Warning> warnings(String text) {
    return new ConfigurationBinder(PluginCatalog.of(List.of()), new NoContext())
        .bind(Oven.class, ConfigurationDocument.parse("oven.yaml", text))
        .warnings();
  }

  @Test
  void unusualNumbersAreToldWithKeyAndReason() {
    assertEquals(List.of(), warnings("{heat: 250, minutes: 10}"));
    assertEquals(List.of(), warnings("{}"));
    assertEquals(
        List.of(new Warning("unusual-value", "heat", "251.0 is above 250: it is not bread")),
        warnings("heat: 251"));
    assertEquals(
        List.of(
            new Warning("unusual-value", "more[1].heat", "49.9 is below 50: it is not bread"),
            new Warning("unusual-value", "more[1].minutes", "9 is below 10: it stays raw")),
        warnings("more: [{}, {heat: 49.9, minutes: 9}]"));
  }

  @Test
  void theDescriptionOfAKeySaysWhatIsWarnedOf() {
    List<PluginDescription.Key> keys =
        PluginDescription.keys(Oven.class, PluginCatalog.of(List.of()));
    assertEquals(
        "How hot. Below 50 or above 250 the run warns: it is not bread.", keys.get(0).doc());
    assertEquals("How long. Below 10 the run warns: it stays raw.", keys.get(1).doc());
  }
}
