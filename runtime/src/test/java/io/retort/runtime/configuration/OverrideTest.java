package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Range;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverrideTest {

  sealed interface Strategy {
    record Temperature(
        @Default("4") @Range(min = 0, minExclusive = true) double temperature,
        Optional<String> note)
        implements Strategy {}
  }

  record Experiment(
      @Default("[1, 2]") List<Integer> seeds,
      @Default("temperature") Strategy strategy,
      @Default("[flatten]") NetworkDescription student) {}

  private static final ConfigurationDocument DOCUMENT =
      ConfigurationDocument.parse(
          "x.yaml",
          """
          seeds: [7, 8]
          strategy: temperature
          student:
            - flatten
            - {kind: dense, units: 10}
          """);

  private static Experiment bind(String... overrides) {
    return ConfigurationBinder.withoutPlugins()
        .bind(Experiment.class, DOCUMENT.with(List.of(overrides)))
        .value();
  }

  private static String refusal(String... overrides) {
    return assertThrows(ConfigurationException.class, () -> bind(overrides)).getMessage();
  }

  @Test
  void aKeyBelowAPluginInShortFormIsSet() {
    assertEquals(
        new Strategy.Temperature(2, Optional.empty()), bind("strategy.temperature=2").strategy());
  }

  @Test
  void aKeyBelowADefaultIsSet() {
    Experiment bound =
        ConfigurationBinder.withoutPlugins()
            .bind(
                Experiment.class,
                ConfigurationDocument.parse("x.yaml", "seeds: [1]")
                    .with(List.of("strategy.temperature=3")))
            .value();
    assertEquals(new Strategy.Temperature(3, Optional.empty()), bound.strategy());
  }

  @Test
  void itemsOfListsAreSetAndAdded() {
    assertEquals(List.of(3, 8, 9), bind("seeds[0]=3", "seeds[2]=9").seeds());
    assertEquals(List.of(5), bind("seeds=[5]").seeds());
  }

  @Test
  void aKeyOfALayerIsSet() {
    assertEquals(
        32, ((Layer.Dense) bind("student[1].units=32").student().nodes().get(1).layer()).units());
  }

  @Test
  void theValueIsYaml() {
    assertEquals(
        new Strategy.Temperature(5, Optional.of("a=b")),
        bind("strategy={kind: temperature, temperature: 5, note: a=b}").strategy());
    assertEquals(new Strategy.Temperature(4, Optional.empty()), bind("strategy.note=").strategy());
  }

  @Test
  void problemsNameTheOverride() {
    assertEquals(
        "--set strategy.temperature=-2: expected a number above 0, found '-2'",
        refusal("strategy.temperature=-2"));
    assertEquals(
        "--set strategy={kind: temperature, temperature: x}: strategy.temperature: expected a"
            + " number above 0, found 'x'",
        refusal("strategy={kind: temperature, temperature: x}"));
    assertEquals(
        "--set strategi.temperature=2: strategi: there is no such key; did you mean 'strategy'?"
            + " keys: seeds, strategy, student",
        refusal("strategi.temperature=2"));
  }

  @Test
  void allOverridesThatCannotBeAppliedAreListed() {
    assertEquals(
        List.of(
            "--set seeds: expected key=value",
            "--set seeds.a=1: 'seeds' is a list; choose an item with [0], [1], …",
            "--set strategy[0]=1: 'strategy' is no list, but 'temperature'",
            "--set seeds[4]=1: 'seeds' has 2 items, counted from 0; [2] would add one",
            "--set .a=1: expected a path such as strategy.temperature or seeds[0]",
            "--set a[x]=1: expected a path such as strategy.temperature or seeds[0]"),
        refusal("seeds", "seeds.a=1", "strategy[0]=1", "seeds[4]=1", ".a=1", "a[x]=1")
            .lines()
            .toList());
  }
}
