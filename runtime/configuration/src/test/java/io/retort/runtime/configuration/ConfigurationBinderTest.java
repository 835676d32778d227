package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.loss.Loss;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Padding;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.teacher.Teacher;
import io.retort.core.tensor.Shape;
import io.retort.runtime.fixtures.Losses;
import io.retort.runtime.fixtures.NoContext;
import io.retort.runtime.fixtures.Optimizers;
import io.retort.runtime.fixtures.Teachers;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationBinderTest {

  private final Teachers.CountedProvider teachers = new Teachers.CountedProvider();
  private final PluginCatalog catalog =
      PluginCatalog.of(
          List.of(
              new Losses.DivergenceProvider(),
              new Losses.SquaredProvider(),
              new Optimizers.AdamProvider(),
              new Optimizers.SgdProvider(),
              new Optimizers.ConstantProvider(),
              teachers,
              new Teachers.UnavailableProvider()));
  private final ConfigurationBinder binder = new ConfigurationBinder(catalog, new NoContext());

  private <T> T bind(Class<T> type, String... lines) {
    String yaml = String.join("\n", lines);
    return binder.bind(type, ConfigurationDocument.parse("x.yaml", yaml)).value();
  }

  private List<String> problems(Class<?> type, String... lines) {
    ConfigurationException thrown =
        assertThrows(ConfigurationException.class, () -> bind(type, lines));
    return thrown.problems().stream().map(ConfigurationProblem::toString).toList();
  }

  record Plain(
      int epochs,
      @Default("9000000000") long seed,
      @Default("1e-5") @Range(min = 0, minExclusive = true, max = 1) double softWeight,
      @Default("true") boolean bias,
      @Default("none") String label,
      @Default("leaky-relu") ActivationFunction activation,
      Optional<Integer> steps) {}

  @Test
  void keysAreTheKebabCaseOfComponentsAndDefaultsFillTheRest() {
    assertEquals(
        new Plain(
            3, 9_000_000_000L, 0.25, true, "none", ActivationFunction.LEAKY_RELU, Optional.empty()),
        bind(Plain.class, "epochs: 3", "soft-weight: 0.25"));
  }

  @Test
  void everyScalarTypeIsRead() {
    assertEquals(
        new Plain(-3, -7, 1, false, "12", ActivationFunction.RELU, Optional.of(5)),
        bind(
            Plain.class,
            "{epochs: -3, seed: -7, soft-weight: 1, bias: false, label: 12, activation: relu,"
                + " steps: 5}"));
  }

  @Test
  void everyProblemIsReportedAtOnceInTheOrderOfTheText() {
    assertEquals(
        List.of(
            "x.yaml:1:1: epoch: there is no such key; did you mean 'epochs'? keys: epochs, seed,"
                + " soft-weight, bias, label, activation, steps",
            "x.yaml:1:1: the key 'epochs' is missing; expected a whole number",
            "x.yaml:2:14: soft-weight: expected a number above 0 and at most 1, found '0'",
            "x.yaml:3:7: bias: expected true or false, found 'yes'",
            "x.yaml:4:13: activation: expected one of linear, relu, leaky-relu, tanh, sigmoid,"
                + " silu, gelu, found 'rulu'; did you mean 'relu'?",
            "x.yaml:5:8: steps: expected a whole number, found the text '5'",
            "x.yaml:6:7: seed: expected a whole number, found a list"),
        problems(
            Plain.class,
            "epoch: 1",
            "soft-weight: 0",
            "bias: yes",
            "activation: rulu",
            "steps: '5'",
            "seed: [1]"));
  }

  @Test
  void theMessageOfTheExceptionHasOneLineForEachProblem() {
    RetortException thrown =
        assertThrows(RetortException.class, () -> bind(Plain.class, "epochs: a", "bias: b"));
    assertEquals(
        List.of(
            "x.yaml:1:9: epochs: expected a whole number, found 'a'",
            "x.yaml:2:7: bias: expected true or false, found 'b'"),
        thrown.getMessage().lines().toList());
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    assertEquals(
        List.of(
            "x.yaml:1:9: epochs: expected a whole number, found '2147483648', which is too large",
            "x.yaml:2:14: soft-weight: expected a number above 0 and at most 1, found '1e999'"),
        problems(Plain.class, "epochs: 2147483648", "soft-weight: 1e999"));
    assertEquals(
        List.of("x.yaml:1:9: epochs: expected a whole number, found '1.5'"),
        problems(Plain.class, "epochs: 1.5"));
    assertEquals(
        List.of("x.yaml:1:26: soft-weight: expected a number above 0 and at most 1, found '.nan'"),
        problems(Plain.class, "{epochs: 1, soft-weight: .nan}"));
  }

  @Test
  void nullIsForOptionalKeysOnly() {
    assertEquals(Optional.empty(), bind(Plain.class, "epochs: 1", "steps: null").steps());
    assertEquals(
        List.of("x.yaml:1:8: epochs: expected a whole number, found nothing"),
        problems(Plain.class, "epochs:"));
  }

  record Composite(
      List<Integer> seeds,
      @Default("{}") Map<String, Double> weights,
      @Default("3") Extent kernel,
      @Default("same") Padding padding,
      @Default("1x28x28") Shape shape,
      @Default("{soft: 0.5}") Pair pair) {
    record Pair(double soft, @Default("0.5") double hard) {
      public Pair {
        if (soft + hard != 1) {
          throw new IllegalArgumentException("soft and hard sum to " + (soft + hard));
        }
      }
    }
  }

  @Test
  void listsMapsRecordsAndWrittenTypesAreBound() {
    Composite bound =
        bind(
            Composite.class,
            "seeds: [2, 1]",
            "weights: {z: 1, a: 2}",
            "kernel: 3x5",
            "padding: 1",
            "shape: 4x4",
            "pair: {soft: 0.75, hard: 0.25}");
    assertEquals(
        new Composite(
            List.of(2, 1),
            Map.of("z", 1.0, "a", 2.0),
            new Extent(3, 5),
            new Padding(false, 1),
            Shape.of(4, 4),
            new Composite.Pair(0.75, 0.25)),
        bound);
    assertEquals(List.of("z", "a"), new ArrayList<>(bound.weights().keySet()));
  }

  record Lists(
      List<String> label,
      @Default("[]") List<Integer> seeds,
      @Default("[]") List<Composite.Pair> pairs) {}

  @Test
  void oneItemIsTakenWhereAListIsWanted() {
    assertEquals(
        new Lists(List.of("kind"), List.of(3), List.of(new Composite.Pair(0.75, 0.25))),
        bind(Lists.class, "label: kind", "seeds: 3", "pairs: {soft: 0.75, hard: 0.25}"));
    assertEquals(new Lists(List.of("3"), List.of(), List.of()), bind(Lists.class, "label: 3"));
  }

  @Test
  void aResolvedConfigurationHasTheListOfOneItem() {
    BoundValue<Lists> bound =
        ConfigurationBinder.withoutPlugins()
            .bind(Lists.class, ConfigurationDocument.parse("x.yaml", "label: kind"));
    assertEquals(
        Map.of("label", List.of("kind"), "seeds", List.of(), "pairs", List.of()), bound.tree());
  }

  @Test
  void whatIsNeitherAListNorAnItemIsRefused() {
    assertEquals(
        List.of(
            "x.yaml:1:8: label: expected a list (each item a text), found nothing",
            "x.yaml:2:8: seeds: expected a whole number, found 'x'",
            "x.yaml:3:8: pairs: soft and hard sum to 1.25"),
        problems(Lists.class, "label: ~", "seeds: x", "pairs: {soft: 0.75}"));
  }

  @Test
  void problemsInsideListsMapsAndRecordsNameTheirPath() {
    assertEquals(
        List.of(
            "x.yaml:1:12: seeds[1]: expected a whole number, found 'x'",
            "x.yaml:2:14: weights.a: expected a number, found a list",
            "x.yaml:3:9: kernel: The extent 0x0 is below 1; use positive numbers such as 3 or 3x5",
            "x.yaml:4:10: padding: 'sam' is not a padding; write same, valid or a number",
            "x.yaml:5:8: shape: expected a shape, found a mapping",
            "x.yaml:6:7: pair: soft and hard sum to 1.25"),
        problems(
            Composite.class,
            "seeds: [1, x]",
            "weights: {a: [1]}",
            "kernel: 0",
            "padding: sam",
            "shape: {a: 1}",
            "pair: {soft: 0.75}"));
  }

  sealed interface Split {
    record ByFraction(@Range(min = 0, max = 1) double fraction) implements Split {}

    record All() implements Split {}
  }

  record WithSplit(Split split) {}

  @Test
  void aSealedInterfaceIsChosenByKind() {
    assertEquals(
        new Split.ByFraction(0.5),
        bind(WithSplit.class, "split: {kind: by-fraction, fraction: 0.5}").split());
    assertEquals(new Split.All(), bind(WithSplit.class, "split: all").split());
    assertEquals(
        List.of(
            "x.yaml:1:8: split: there is no split 'al'; did you mean 'all'? kinds: by-fraction,"
                + " all"),
        problems(WithSplit.class, "split: al"));
    assertEquals(
        List.of(
            "x.yaml:1:8: split: the key 'kind' is missing; it chooses a split (by-fraction, all)"),
        problems(WithSplit.class, "split: {fraction: 0.5}"));
  }

  record Training(
      @Default("{kind: adam}") Optimizer optimizer,
      @Default("squared") Loss loss,
      Optional<TemperedLoss> soft) {}

  @Test
  void pluginsAreCreatedFromAWordOrAMapping() {
    Training bound =
        bind(
            Training.class,
            "optimizer: {kind: adam, learning-rate: 0.5}",
            "soft: {kind: divergence, temperature: 4}");
    assertEquals(
        new Training(
            new Optimizers.Adam(0.5, new Optimizers.Constant()),
            new Losses.Squared(),
            Optional.of(new Losses.Divergence(4))),
        bound);
    assertEquals(new Losses.Divergence(1), bind(Training.class, "loss: divergence").loss());
  }

  @Test
  void aMappingWithoutKindTakesTheKindOfTheDefault() {
    assertEquals(
        new Optimizers.Adam(0.25, new Optimizers.Constant()),
        bind(Training.class, "optimizer: {learning-rate: 0.25}").optimizer());
  }

  @Test
  void problemsInsidePluginsAreReportedWithTheRest() {
    assertEquals(
        List.of(
            "x.yaml:1:12: optimizer: There is no optimizer 'adan'; did you mean 'adam'?"
                + " optimizers: adam, sgd",
            "x.yaml:2:39: loss.temperature: expected a number above 0, found '-1'",
            "x.yaml:2:43: loss.x: there is no such key; keys: temperature",
            "x.yaml:3:7: soft: expected a tempered loss; The loss 'squared' makes none"),
        problems(
            Training.class,
            "optimizer: adan",
            "loss: {kind: divergence, temperature: -1, x: 1}",
            "soft: squared"));
  }

  /** The plugin refuses what its record, which knows one override, lets pass. */
  @Test
  void whatAPluginRefusesNamesTheOverride() {
    ConfigurationDocument document =
        ConfigurationDocument.parse("x.yaml", "optimizer: {kind: sgd, learning-rate: 0.1}")
            .with(List.of("optimizer.learning-rate=13"));
    String problem =
        assertThrows(ConfigurationException.class, () -> binder.bind(Training.class, document))
            .getMessage();
    assertTrue(
        problem.startsWith(
            "x.yaml:1:19: with --set optimizer.learning-rate=13: optimizer: The optimizer 'sgd'"),
        problem);
  }

  @Test
  void anExceptionThrownByAPluginIsAProblemToo() {
    List<String> problems = problems(Training.class, "optimizer: {kind: sgd, learning-rate: 13}");
    assertEquals(1, problems.size());
    assertTrue(
        problems.get(0).startsWith("x.yaml:1:19: optimizer: The optimizer 'sgd' of "),
        problems.get(0));
    assertTrue(problems.get(0).endsWith("illegal state (a bug in the plugin)"));
  }

  @Test
  void aDefaultThatDoesNotWorkIsCalledADefault() {
    ConfigurationBinder without =
        new ConfigurationBinder(
            PluginCatalog.of(List.of(new Losses.SquaredProvider())), new NoContext());
    ConfigurationException thrown =
        assertThrows(
            ConfigurationException.class,
            () ->
                without.bind(
                    Training.class, ConfigurationDocument.parse("x.yaml", "loss: squared")));
    assertEquals(
        "x.yaml:1:1: optimizer: the default '{kind: adam}' does not work: There is no optimizer"
            + " 'adam'; optimizers: none",
        thrown.getMessage());
  }

  @Test
  void aMissingKindIsReportedWithTheAvailablePlugins() {
    assertEquals(
        List.of(
            "x.yaml:1:7: soft: the key 'kind' is missing; it chooses a tempered loss (divergence,"
                + " squared)",
            "x.yaml:2:7: loss: expected a loss (divergence, squared), found a list"),
        problems(Training.class, "soft: {temperature: 2}", "loss: [squared]"));
  }

  record Located(Path file) {}

  @Test
  void aPathStartsFromTheContextAndIsResolvedInTheTree() {
    Context elsewhere =
        new NoContext() {
          @Override
          public Path resolve(Path path) {
            return Path.of("/experiments").resolve(path);
          }
        };
    BoundValue<Located> bound =
        new ConfigurationBinder(catalog, elsewhere)
            .bind(Located.class, ConfigurationDocument.of(Map.of("file", "a.csv")));
    assertEquals(Path.of("/experiments/a.csv"), bound.value().file());
    assertEquals(Map.of("file", "/experiments/a.csv"), bound.tree());
    assertEquals(
        List.of("x.yaml:1:7: file: expected a path, found a list"),
        problems(Located.class, "file: []"));
  }

  record Deferred(@Default("counted") Plugin<Teacher> teacher) {}

  @Test
  void aPluginComponentIsConfiguredButNotCreated() {
    Plugin<Teacher> plugin = bind(Deferred.class, "teacher: {kind: counted, folder: a}").teacher();
    assertEquals(new Teachers.Configuration("a"), plugin.configuration());
    assertEquals(0, teachers.open());
    try (Teacher teacher = plugin.create(new NoContext())) {
      assertEquals("a", teacher.fingerprint());
      assertEquals(1, teachers.open());
    }
  }

  @Test
  void anUnavailablePluginBindsButSaysWhyItCannotBeCreated() {
    Plugin<Teacher> plugin = bind(Deferred.class, "teacher: unavailable").teacher();
    RetortException thrown =
        assertThrows(RetortException.class, () -> plugin.create(new NoContext()));
    assertEquals(
        "The teacher 'unavailable' is not available on this machine: no driver found",
        thrown.getMessage());
  }

  record Eager(Teacher first, int epochs) {}

  @Test
  void whatWasCreatedIsClosedWhenTheRestDoesNotBind() {
    assertEquals(
        List.of("x.yaml:2:9: epochs: expected a whole number, found 'x'"),
        problems(Eager.class, "first: counted", "epochs: x"));
    assertEquals(0, teachers.open());
  }

  record Everything(
      Training training,
      Composite composite,
      Split split,
      Plugin<Teacher> teacher,
      List<Loss> losses,
      @Default("3") Optional<Integer> removed,
      Optional<String> absent) {}

  @Test
  void theResolvedConfigurationBindsToAnEqualValue() {
    BoundValue<Everything> first =
        binder.bind(
            Everything.class,
            ConfigurationDocument.parse(
                "x.yaml",
                """
                training: {optimizer: {learning-rate: 0.1}, soft: divergence}
                composite: {seeds: [3], kernel: 2, weights: {b: 1, a: 1e-7}}
                split: all
                teacher: {kind: counted, folder: 'true'}
                losses: [squared, {kind: divergence, temperature: 2}]
                removed: null
                """));
    BoundValue<Everything> second =
        binder.bind(Everything.class, ConfigurationDocument.parse("resolved.yaml", first.toYaml()));
    assertEquals(first.value(), second.value());
    assertEquals(first.tree(), second.tree());
    assertEquals(Optional.empty(), second.value().removed());
    assertTrue(
        first.toYaml().contains("  optimizer:\n    kind: adam\n    learning-rate: 0.1\n"),
        first.toYaml());
  }

  @Test
  void aProgramsDataBindsLikeYamlAndItsProblemsNameTheKey() {
    assertEquals(
        new Training(new Optimizers.Sgd(0.5), new Losses.Divergence(4), Optional.empty()),
        binder
            .bind(
                Training.class,
                ConfigurationDocument.of(
                    Map.of(
                        "optimizer", Map.of("kind", "sgd", "learning-rate", 0.5),
                        "loss", Map.of("kind", "divergence", "temperature", 4))))
            .value());
    ConfigurationException thrown =
        assertThrows(
            ConfigurationException.class,
            () ->
                binder.bind(
                    Training.class,
                    ConfigurationDocument.of(
                        Map.of("optimizer", Map.of("kind", "sgd", "learning-rate", "0.5")))));
    assertEquals(
        "optimizer.learning-rate: expected a number of at least 0, found the text '0.5'",
        thrown.getMessage());
  }

  record Unbindable(@Doc("A component nobody can bind.") float rate) {}

  record ReservedName(String kind) {}

  record EmptyDefault(@Default("") String text) {}

  record BrokenDefault(@Default("[1") List<Integer> sizes) {}

  record RangeOfText(@Range(min = 1) String text) {}

  @Test
  void aRecordThatCannotBeBoundIsNamedWithItsComponent() {
    assertTrue(
        problems(Unbindable.class, "rate: 1")
            .get(0)
            .contains(
                "ConfigurationBinderTest$Unbindable cannot be bound: its component rate has"
                    + " the type float; use int,"));
    assertTrue(
        problems(ReservedName.class, "kind: 1")
            .get(0)
            .endsWith("component kind has the name that chooses plugins; rename it"));
    assertTrue(
        problems(RangeOfText.class, "text: a")
            .get(0)
            .endsWith("component text has a @Range, but is not a number"));
    assertTrue(
        problems(EmptyDefault.class, "{}")
            .get(0)
            .endsWith("component text has an empty default; write '' for an empty text"));
    assertTrue(
        problems(BrokenDefault.class, "{}")
            .get(0)
            .contains("component sizes has the default '[1': this is not valid YAML"));
  }
}
