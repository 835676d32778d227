package io.retort.runtime.experiment.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.configuration.ConfigurationException;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.labelling.Labelling;
import io.retort.runtime.experiment.sweep.Sweep;
import io.retort.runtime.fixtures.Losses;
import io.retort.runtime.fixtures.SchemaCheck;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of the experiment file says what the binder says. */
class ExperimentSchemaTest {
  private static final Retort RETORT = Retort.with(TinyExperiment.catalog());
  private static final SchemaCheck SCHEMA =
      new SchemaCheck(RETORT.schema(Experiment.class, "An experiment"));

  /** A sound experiment but for one key, whose line is given; a line without a value removes it. */
  private static String with(String line) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("name", "tiny");
    lines.put("backend", "difference");
    lines.put("data", "{kind: synthetic, shape: 4, outputs: 3, samples: 30}");
    lines.put("student", "{network: [{kind: dense, units: 3}], training: {steps: 12}}");
    lines.put("strategy", "labels");
    lines.put("exporters", "[]");
    String[] changed = line.split(": ", 2);
    if (changed.length == 2) {
      lines.put(changed[0], changed[1]);
    } else {
      lines.remove(line);
    }
    StringBuilder text = new StringBuilder();
    lines.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    return text.toString();
  }

  private static void bind(String yaml) {
    RETORT.experiment(ConfigurationDocument.parse("test.yaml", yaml), Path.of("").toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: tiny",
        "name: 5",
        "backend: retort:difference",
        "data: digits",
        "data: retort:digits",
        "data: {kind: digits, classes: [0, 1]}",
        "data: {kind: retort:synthetic, shape: 4x4, outputs: 3, samples: 30, noise: 0.5}",
        "teacher: {kind: none}",
        "teacher: {kind: network, network: [flatten], training: {epochs: 1}}",
        "split: {}",
        "split: {samples: null, test: 5e-1}",
        "student: {network: [flatten, {kind: dense, units: 3}], training: {steps: 12}}",
        "student: {network: [{kind: dense, units: 3, name: null}], training: {steps: 12}}",
        "student: {network: [{kind: dense, units: 3, name: a}, {kind: dense, units: 3, from: a}],"
            + " training: {steps: 12}}",
        "student: {network: [{kind: dense, units: 3, name: a}, {kind: dense, units: 3, name: b,"
            + " from: input}, {kind: add, from: [a, b]}], training: {steps: 12}}",
        "student: {network: {nodes: [{kind: dense, units: 3, name: a}], outputs: [a]}, training:"
            + " {steps: 12}}",
        "student: {network: [{kind: reshape, shape: 1x2x2}, {kind: conv2d, filters: 4, kernel: 3x5,"
            + " stride: 1, padding: 1}, flatten], training: {steps: 12}}",
        "student: {network: [flatten], training: {steps: 12, optimizer: {learning-rate: 0.1}}}",
        "student: {network: [flatten], training: {steps: 12, optimizer: {kind: sgd, momentum:"
            + " 0.5}}}",
        "student: {network: [flatten], training: {steps: 12, optimizer: lion, schedule: {kind:"
            + " warm-up, steps: 3, then: cosine}, head-weights: {a: 2, b: 0}}}",
        "student: {network: [flatten], training: {steps: 12, loss: {kind: huber," + " delta: 1}}}",
        "strategy: {kind: temperature, temperature: 4, soft-weight: 1}",
        "strategy: {kind: temperature, soft: {classes: {kind: decoupled, alpha: 1}}}",
        "strategy: {kind: sequence, phases: [{strategy: soft-label, epochs: 3}, {strategy: {kind:"
            + " labels}, epochs: 2, optimizer: {kind: sgd, learning-rate: 0.1}}]}",
        "seeds: [1]",
        "seeds: 1",
        "student: {network: {kind: dense, units: 3}, training: {steps: 12}}",
        "student: {network: flatten, training: {steps: 12}}",
        "student: {network: {nodes: {kind: dense, units: 3, name: a}, outputs: a}, training:"
            + " {steps: 12}}",
        "exporters: []",
        "output: null",
      })
  void whatTheBinderAcceptsTheSchemaAccepts(String line) {
    bind(with(line));
    assertEquals(List.of(), SCHEMA.problems(with(line)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "name: [a]",
        "name: null",
        "strat: labels",
        "backend: diference",
        "backend: acme:difference",
        "data: synthetic",
        "data: {shape: 4, outputs: 3, samples: 30}",
        "data: {kind: synthetic, shape: 4, outputs: 3, samples: 30, rate: 1}",
        "data: {kind: synthetic, outputs: 3, samples: 30}",
        "data: {kind: synthetic, shape: 4, outputs: 3, samples: 30, task: ranking}",
        "data: {kind: synthetic, shape: 4, outputs: 3.5, samples: 30}",
        "data: {kind: synthetic, shape: 4, outputs: '3', samples: 30}",
        "data: {kind: synthetic, shape: [4], outputs: 3, samples: 30}",
        "data: [synthetic]",
        "split: {test: 0}",
        "split: {test: 1}",
        "split: {samples: 0}",
        "split: []",
        "student: {network: [], training: {steps: 12}}",
        "student: {network: dense, training: {steps: 12}}",
        "student: {network: null, training: {steps: 12}}",
        "student: {network: [dense], training: {steps: 12}}",
        "student: {network: [{kind: dens, units: 3}], training: {steps: 12}}",
        "student: {network: [{units: 3}], training: {steps: 12}}",
        "student: {network: [{kind: dense, units: 3, from: {a: b}}], training: {steps: 12}}",
        "student: {network: [{kind: dense, units: 3, filters: 3}], training: {steps: 12}}",
        "student: {network: {nodes: [flatten], output: [a]}, training: {steps: 12}}",
        "student: {network: [flatten], training: {steps: 12, optimizer: {momentum: 0.5}}}",
        "student: {network: [flatten], training: {steps: 12, optimizer: null}}",
        "student: {network: [flatten], training: {steps: 12, optimizer: {kind: sgd, beta1: 0.5}}}",
        "student: {network: [flatten], training: {steps: 12, head-weights: {a: high}}}",
        "student: {network: [flatten], training: {steps: 12, keep: first}}",
        "student: {network: [flatten], training: {steps: 0}}",
        "strategy: {temperature: 4}",
        "strategy: {kind: temperature, temperature: 0}",
        "strategy: {kind: temperature, soft: {classes: huber}, hard: 3}",
        "strategy: {kind: sequence, phases: [{epochs: 3}]}",
        "seeds: a",
        "seeds: null",
        "seeds: {a: 1}",
        "seeds: [a]",
        "exporters: pdf",
      })
  void whatTheSchemaRefusesTheBinderRefuses(String line) {
    assertThrows(ConfigurationException.class, () -> bind(with(line)));
    assertFalse(SCHEMA.problems(with(line)).isEmpty());
  }

  @Test
  void whatConstructorsCheckIsLeftToThem() {
    String both = with("student: {network: [flatten], training: {steps: 1, epochs: 1}}");
    assertThrows(ConfigurationException.class, () -> bind(both));
    assertEquals(List.of(), SCHEMA.problems(both));
  }

  @Test
  void pluginsOfOthersAreInTheSchemaUnderTheNamesThatTheyAreAskedForBy() {
    PluginCatalog catalog = TinyExperiment.catalog(new Losses.SquaredProvider());
    String schema = Retort.with(catalog).schema(Experiment.class, "An experiment");
    String line = "student: {network: [flatten], training: {steps: 1, loss: squared}}";
    assertEquals(List.of(), new SchemaCheck(schema).problems(with(line)));
    assertFalse(SCHEMA.problems(with(line)).isEmpty());
  }

  @Test
  void itIsAJsonSchemaWhateverPluginsThereAre() {
    SchemaCheck schemas = SchemaCheck.ofSchemas();
    for (PluginCatalog catalog : List.of(PluginCatalog.of(List.of()), TinyExperiment.catalog())) {
      for (Class<? extends Record> type :
          List.<Class<? extends Record>>of(Experiment.class, Sweep.class, Labelling.class)) {
        String schema = Retort.with(catalog).schema(type, "A file");
        assertEquals(List.of(), schemas.problems(schema), type.getName());
      }
    }
    assertFalse(schemas.problems("{enum: []}").isEmpty());
  }

  @Test
  void theSchemaIsTheSameEveryTime() {
    assertEquals(
        RETORT.schema(Experiment.class, "An experiment"),
        Retort.with(TinyExperiment.catalog()).schema(Experiment.class, "An experiment"));
  }

  @Test
  void sweepsAndLabellingsHaveSchemas() {
    SchemaCheck sweep = new SchemaCheck(RETORT.schema(Sweep.class, "A sweep"));
    String varied = "name: s\nexperiment: e.yaml\nset: {a.b: [1, {c: d}]}\nvary:\n  strategy.t: ";
    assertEquals(List.of(), sweep.problems(varied + "[1, 2]\n"));
    assertEquals(
        List.of(),
        sweep.problems(varied + "{from: 1, to: 2, count: 3}\nsearch: {kind: grid}\nseeds: [1]\n"));
    assertEquals(List.of(), sweep.problems(varied + "[1]\nsearch: successive-halving\n"));
    assertFalse(sweep.problems(varied + "{from: 1, to: 2}\n").isEmpty());
    assertFalse(sweep.problems(varied + "[]\n").isEmpty());
    assertFalse(sweep.problems(varied + "[1]\nsearch: {kind: random}\n").isEmpty());

    SchemaCheck label = new SchemaCheck(RETORT.schema(Labelling.class, "A labelling"));
    String labelling = "backend: difference\ndata: digits\nteacher: random-forest\noutput: x.csv\n";
    assertEquals(List.of(), label.problems(labelling + "samples: test\nthreshold: 0.5\n"));
    assertFalse(label.problems(labelling + "threshold: 1.5\n").isEmpty());
    assertTrue(label.problems("data: digits\n").toString().contains("teacher"));
  }
}
