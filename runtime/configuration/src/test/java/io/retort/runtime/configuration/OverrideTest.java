package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
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

    record Plain() implements Strategy {}
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

  private static String bindingError(String... overrides) {
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
        bindingError("strategy.temperature=-2"));
    assertEquals(
        "--set strategy={kind: temperature, temperature: x}: strategy.temperature: expected a"
            + " number above 0, found 'x'",
        bindingError("strategy={kind: temperature, temperature: x}"));
    assertEquals(
        "--set strategi.temperature=2: strategi: there is no such key; did you mean 'strategy'?"
            + " keys: seeds, strategy, student",
        bindingError("strategi.temperature=2"));
  }

  /** The first may not be above the last, which only both together tell. */
  record Span(int first, int last) {
    Span {
      if (first > last) {
        throw new IllegalArgumentException(first + " is above " + last);
      }
    }
  }

  record Spans(
      Span one, @Default("[]") List<Span> more, @Default("temperature") Strategy strategy) {
    Spans {
      if (more.size() > 1) {
        throw new RetortException(ErrorKind.CONFIGURATION, "one more is enough");
      }
    }
  }

  private static String spansBindingError(String... overrides) {
    ConfigurationDocument document =
        ConfigurationDocument.parse(
                "s.yaml",
                """
                one: {first: 1, last: 2}
                more: [{first: 3, last: 4}]
                strategy: {kind: temperature, temperature: 2}
                """)
            .with(List.of(overrides));
    return assertThrows(
            ConfigurationException.class,
            () -> ConfigurationBinder.withoutPlugins().bind(Spans.class, document))
        .getMessage();
  }

  /** Checks of a whole record know no place but its own. */
  @Test
  void problemsOfWholeRecordsNameTheOverridesInThem() {
    assertEquals(
        "s.yaml:1:6: with --set one.first=9: one: 9 is above 2", spansBindingError("one.first=9"));
    assertEquals(
        "s.yaml:2:8: with --set more[0].first=9: more[0]: 9 is above 4",
        spansBindingError("one.last=5", "more[0].first=9"));
    assertEquals(
        "s.yaml:1:6: with --set one.first=8 and --set one.last=7: one: 8 is above 7",
        spansBindingError("one.first=8", "one.last=7"));
    assertEquals(
        "--set one={first: 9, last: 8}: 9 is above 8",
        spansBindingError("one={first: 9, last: 8}"));
    assertEquals(
        "s.yaml:1:1: with --set more[1]={first: 1, last: 1}: one more is enough",
        spansBindingError("more[1]={first: 1, last: 1}"));
  }

  @Test
  void anOverrideThatAnotherReplacesIsNoCause() {
    assertEquals(
        "s.yaml:1:6: with --set one.first=9: one: 9 is above 2",
        spansBindingError("one.first=8", "one.first=9"));
    assertEquals(
        "--set one={first: 9, last: 8}: 9 is above 8",
        spansBindingError("one.first=8", "one={first: 9, last: 8}"));
    // A list of which another item was changed is not replaced.
    assertEquals(
        "s.yaml:1:1: with --set more[0].last=9 and --set more[1]={first: 1, last: 1}: one more is"
            + " enough",
        spansBindingError("more[0].last=9", "more[1]={first: 1, last: 1}"));
  }

  @Test
  void keysThatFitAnotherKindNameTheOverrideOfTheKind() {
    assertEquals(
        "s.yaml:3:31: with --set strategy.kind=plain: strategy.temperature: there is no such key;"
            + " keys: none",
        spansBindingError("strategy.kind=plain"));
  }

  @Test
  void allOverridesThatCannotBeAppliedAreListed() {
    assertEquals(
        List.of(
            "--set seeds: expected key=value",
            "--set seeds.a=1: 'seeds' is a list; choose an item with [0], [1], …",
            "--set strategy[0]=1: 'strategy' is not a list, but 'temperature'",
            "--set seeds[4]=1: 'seeds' has 2 items, counted from 0; [2] would add one",
            "--set .a=1: expected a path such as strategy.temperature or seeds[0]",
            "--set a[x]=1: expected a path such as strategy.temperature or seeds[0]"),
        bindingError("seeds", "seeds.a=1", "strategy[0]=1", "seeds[4]=1", ".a=1", "a[x]=1")
            .lines()
            .toList());
  }
}
