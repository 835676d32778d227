package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.importer.Importer;
import io.retort.core.loss.Loss;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Recipe;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.fixtures.NoContext;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a run writes down of the configuration of any plugin that ships with Retort is read back as
 * an equal one, whether it was read itself or made by a program. Backends and exporters have no
 * keys that other plugins' do not have.
 */
class WrittenConfigurationTest {
  private static final PluginCatalog CATALOG = PluginCatalog.discover();

  /** The keys without a default. */
  private static final Map<String, String> REQUIRED =
      Map.ofEntries(
          Map.entry("csv", "file: data.csv, label: [y]"),
          Map.entry("dl4j-zip", "path: model.zip"),
          Map.entry("embedding", "encoder: {kind: saved, folder: teacher}, head: {kind: svm}"),
          Map.entry("ensemble", "teachers: [{kind: svm}, {kind: decision-tree}]"),
          Map.entry("feature", "hints: [{student: hidden, teacher: wide}]"),
          Map.entry("friedman", "samples: 100"),
          Map.entry("generalized-linear", "samples: 100"),
          Map.entry("idx", "images: i.gz, labels: l.gz"),
          Map.entry("joint", "teacher: [{kind: dense, units: 8}, {kind: dense, units: 3}]"),
          Map.entry("keras", "path: model.h5"),
          Map.entry("labelled", "file: labelled.csv"),
          Map.entry("lightgbm", "path: model.txt"),
          Map.entry("mutual", "copies: 1"),
          Map.entry(
              "network", "network: [{kind: dense, units: 8}], training: {epochs: 3, batch: 16}"),
          Map.entry("onnx", "path: model.onnx"),
          Map.entry("per-head", "heads: {class: {kind: svm}}"),
          Map.entry("recorded", "file: outputs.csv"),
          Map.entry("retort", "path: student"),
          Map.entry("saved", "folder: teacher"),
          Map.entry("sequence", "phases: [{strategy: {kind: labels}, epochs: 1}]"),
          Map.entry("dataset source-target", "source: {kind: digits}, target: {kind: digits}"),
          Map.entry("teacher source-target", "source: {kind: svm}, target: {kind: svm}"),
          Map.entry("step", "every: 3"),
          Map.entry("synthetic", "samples: 100, shape: 4"),
          Map.entry("xgboost", "path: model.json"),
          Map.entry("tribuo", "models: {class: model.bin}"),
          Map.entry("warm-up", "steps: 5"));

  /** A document whose key {@code plugin} is a plugin of some kind. */
  private interface Holder {
    Recipe<?> plugin();
  }

  record OfDataset(Recipe<Dataset> plugin) implements Holder {}

  record OfTeacher(Recipe<Teacher> plugin) implements Holder {}

  record OfStrategy(Recipe<Strategy> plugin) implements Holder {}

  record OfLoss(Recipe<Loss> plugin) implements Holder {}

  record OfOptimizer(Recipe<Optimizer> plugin) implements Holder {}

  record OfSchedule(Recipe<Schedule> plugin) implements Holder {}

  record OfGradients(Recipe<GradientCombination> plugin) implements Holder {}

  record OfImporter(Recipe<Importer> plugin) implements Holder {}

  private static final Map<PluginKind, Class<? extends Holder>> HOLDERS =
      Map.of(
          PluginKind.DATASET, OfDataset.class,
          PluginKind.TEACHER, OfTeacher.class,
          PluginKind.STRATEGY, OfStrategy.class,
          PluginKind.LOSS, OfLoss.class,
          PluginKind.OPTIMIZER, OfOptimizer.class,
          PluginKind.SCHEDULE, OfSchedule.class,
          PluginKind.GRADIENTS, OfGradients.class,
          PluginKind.IMPORTER, OfImporter.class);

  static List<PluginEntry> plugins() {
    List<PluginEntry> plugins =
        CATALOG.entries().stream().filter(plugin -> HOLDERS.containsKey(plugin.kind())).toList();
    assertTrue(plugins.size() > 50, "The plugins that ship with Retort are not found: " + plugins);
    return plugins;
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void isReadBackAsItWas(PluginEntry plugin) {
    String kind = plugin.kind().displayName();
    String keys =
        REQUIRED.getOrDefault(kind + " " + plugin.name(), REQUIRED.getOrDefault(plugin.name(), ""));
    String yaml = "plugin: {kind: %s, %s}".formatted(plugin.name(), keys);
    BoundValue<? extends Holder> bound = bind(plugin, yaml);
    BoundValue<? extends Holder> again = bind(plugin, bound.toYaml());
    assertEquals(bound.tree(), again.tree(), "The tree of " + yaml);
    assertEquals(
        bound.value().plugin().configuration(),
        again.value().plugin().configuration(),
        bound::toYaml);
    BoundValue<?> ofProgram =
        new ConfigurationBinder(CATALOG, new NoContext()).bind((Record) bound.value());
    assertEquals(bound.tree(), ofProgram.tree(), "What a program has made of " + yaml);
  }

  private static BoundValue<? extends Holder> bind(PluginEntry plugin, String yaml) {
    return new ConfigurationBinder(CATALOG, new NoContext())
        .bind(HOLDERS.get(plugin.kind()), ConfigurationDocument.parse("written.yaml", yaml));
  }
}
