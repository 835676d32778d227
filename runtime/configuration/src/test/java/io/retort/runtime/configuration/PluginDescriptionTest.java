package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.loss.Loss;
import io.retort.core.network.ActivationFunction;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginDescriptionTest {

  record Settings(
      @Doc("How fast.") @Default("0.1") @Range(min = 0, max = 1, maxExclusive = true)
          double learningRate,
      @Doc("For what.") @Range(min = 1) List<Integer> sizes,
      @Doc("Which.") Optional<ActivationFunction> activation,
      @Doc("The losses.") @Default("[]") List<Loss> losses,
      @Doc("Nested.") Optional<Inner> inner,
      @Doc("When.") @Default("[]") List<End> ends) {
    sealed interface End {
      record AfterSteps(@Doc("How many.") int steps) implements End {}

      record Never() implements End {}
    }

    record Inner(@Doc("Once more.") Optional<Inner> again, boolean undocumented) {}
  }

  private static final class Provider implements OptimizerProvider<Settings> {
    @Override
    public String name() {
      return "described";
    }

    @Override
    public Class<Settings> configuration() {
      return Settings.class;
    }

    @Override
    public Optimizer create(Settings configuration, Context context) {
      throw new AssertionError("describing creates nothing");
    }
  }

  private static PluginDescription.Key key(
      String name, String type, Optional<String> defaultText, boolean required, String doc) {
    return new PluginDescription.Key(
        name, type, defaultText, required, List.of(), Optional.empty(), doc, List.of(), Map.of());
  }

  @Test
  void everyKeyIsDescribedFromTheRecordsAnnotations() {
    PluginCatalog catalog = PluginCatalog.of(List.of(new Provider()));
    List<PluginDescription.Key> keys =
        PluginDescription.of(catalog.get(PluginKind.OPTIMIZER, "described"), catalog).keys();
    List<String> functions =
        List.of("linear", "relu", "leaky-relu", "tanh", "sigmoid", "silu", "gelu");
    assertEquals(
        List.of(
            key(
                "learning-rate",
                "a number of at least 0 and below 1",
                Optional.of("0.1"),
                false,
                "How fast."),
            key(
                "sizes",
                "a list (each item a whole number of at least 1)",
                Optional.empty(),
                true,
                "For what."),
            new PluginDescription.Key(
                "activation",
                "one of " + String.join(", ", functions),
                Optional.empty(),
                false,
                functions,
                Optional.empty(),
                "Which.",
                List.of(),
                Map.of()),
            new PluginDescription.Key(
                "losses",
                "a list (each item a loss)",
                Optional.of("[]"),
                false,
                List.of(),
                Optional.of(PluginKind.LOSS),
                "The losses.",
                List.of(),
                Map.of()),
            new PluginDescription.Key(
                "inner",
                "a mapping",
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                "Nested.",
                List.of(
                    key("again", "a mapping", Optional.empty(), false, "Once more."),
                    new PluginDescription.Key(
                        "undocumented",
                        "true or false",
                        Optional.empty(),
                        true,
                        List.of("true", "false"),
                        Optional.empty(),
                        "",
                        List.of(),
                        Map.of())),
                Map.of()),
            new PluginDescription.Key(
                "ends",
                "a list (each item an end (after-steps, never))",
                Optional.of("[]"),
                false,
                List.of("after-steps", "never"),
                Optional.empty(),
                "When.",
                List.of(),
                Map.of(
                    "after-steps",
                    List.of(key("steps", "a whole number", Optional.empty(), true, "How many.")),
                    "never",
                    List.of()))),
        keys);
  }
}
