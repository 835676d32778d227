package io.retort.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The program treats all plugins alike: it knows none by name. Whatever code does with a name, it
 * would have the name as a text; defaults, which are values of annotations, may name plugins.
 */
final class PluginNames extends ArchCondition<JavaClass> {
  /** Texts that are the names of plugins too, by class. */
  private static final Map<String, Set<String>> OTHER_MEANINGS =
      Map.ofEntries(
          // A column of a table.
          Map.entry("io.retort.app.BenchCommand", Set.of("step")),
          // Keys of events.
          Map.entry("io.retort.app.JsonProgress", Set.of("step")),
          Map.entry("io.retort.app.LabelCommand", Set.of("labelled")),
          // Keys of results, and words of a page.
          Map.entry("io.retort.runtime.report.ClassSection", Set.of("labels", "recall")),
          Map.entry("io.retort.runtime.report.CurveSection", Set.of("step")),
          Map.entry("io.retort.runtime.report.RankChart", Set.of("none")),
          Map.entry("io.retort.runtime.report.ReliabilitySection", Set.of("accuracy")),
          Map.entry("io.retort.runtime.report.SampleSection", Set.of("labels")),
          Map.entry("io.retort.runtime.report.TermSection", Set.of("step")),
          // An array of batch normalisation.
          Map.entry("io.retort.core.network.LayerArrays", Set.of("shift")),
          Map.entry("io.retort.serving.interpreter.StepFactory", Set.of("shift")),
          // Words of messages, and of settings.
          Map.entry("io.retort.core.checkpoint.Interval", Set.of("step")),
          Map.entry("io.retort.core.data.Task$MultiLabel", Set.of("labels")),
          Map.entry("io.retort.core.loss.Target$Classes", Set.of("labels")),
          Map.entry(
              "io.retort.runtime.experiment.labelling.LabellingRun$BatchLabels", Set.of("labels")),
          Map.entry("io.retort.runtime.common.text.NearestName", Set.of("none")),
          // Keys of files.
          Map.entry("io.retort.core.training.Validation", Set.of("step")),
          Map.entry("io.retort.runtime.experiment.recording.MetricsLog$Epoch", Set.of("step")),
          Map.entry("io.retort.runtime.experiment.recording.StudentCard", Set.of("temperature")),
          Map.entry("io.retort.serving.format.NetworkFile", Set.of("network")),
          Map.entry("io.retort.serving.Prediction", Set.of("labels")),
          // A word of a message.
          Map.entry("io.retort.serving.RawInputs", Set.of("images")),
          Map.entry("io.retort.runtime.experiment.data.DataSplit", Set.of("labelled")),
          Map.entry("io.retort.serving.format.Safetensors", Set.of("retort")),
          Map.entry("io.retort.serving.format.SignatureFormat", Set.of("embedding", "labels")),
          Map.entry("io.retort.serving.format.SignatureReader", Set.of("embedding", "labels")),
          // The name of the server.
          Map.entry("io.retort.runtime.server.ModelDescription", Set.of("retort")),
          // What computes where there is no backend.
          Map.entry("io.retort.serving.InferenceEngine", Set.of("java")),
          // The name of a folder.
          Map.entry("io.retort.core.plugin.CacheFolder", Set.of("retort")),
          // The qualifier of Retort's own plugins, which no other may have, and Java's own
          // packages.
          Map.entry("io.retort.app.scaffold.PluginProject", Set.of("java", "retort")),
          Map.entry("io.retort.runtime.plugin.PluginBundle", Set.of("retort")),
          Map.entry("io.retort.runtime.plugin.PluginEntry", Set.of("retort")),
          Map.entry("io.retort.runtime.plugin.PluginSource", Set.of("retort")),
          Map.entry("io.retort.runtime.plugin.QualifiedName", Set.of("retort")));

  private final Set<String> names;
  private final Map<String, Set<String>> otherMeanings;
  private final Map<String, Set<String>> unused = new TreeMap<>();

  private PluginNames(Set<String> names, Map<String, Set<String>> otherMeanings) {
    super("not know plugins by their names");
    this.names = names;
    this.otherMeanings = otherMeanings;
  }

  static ArchRule rule(PluginCatalog catalog) {
    return rule(catalog, OTHER_MEANINGS);
  }

  /** The rule with other texts that are not meant as names. */
  static ArchRule rule(PluginCatalog catalog, Map<String, Set<String>> otherMeanings) {
    return classes()
        .that()
        .resideInAnyPackage(
            "io.retort.core..", "io.retort.runtime..", "io.retort.serving..", "io.retort.app..")
        .should(
            new PluginNames(
                catalog.entries().stream().map(PluginEntry::name).collect(Collectors.toSet()),
                otherMeanings));
  }

  @Override
  public void init(Collection<JavaClass> all) {
    unused.clear();
    otherMeanings.forEach((type, texts) -> unused.put(type, new TreeSet<>(texts)));
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Set<String> known = texts(type);
    known.retainAll(names);
    unused.getOrDefault(type.getName(), new TreeSet<>()).removeAll(known);
    known.removeAll(otherMeanings.getOrDefault(type.getName(), Set.of()));
    if (!known.isEmpty()) {
      events.add(
          SimpleConditionEvent.violated(type, type.getName() + " knows the plugins " + known));
    }
  }

  @Override
  public void finish(ConditionEvents events) {
    unused.forEach(
        (type, texts) -> {
          if (!texts.isEmpty()) {
            events.add(
                SimpleConditionEvent.violated(
                    type, "No exception is needed any more for " + texts + " in " + type));
          }
        });
  }

  private static Set<String> texts(JavaClass type) {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return StringConstants.of(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
