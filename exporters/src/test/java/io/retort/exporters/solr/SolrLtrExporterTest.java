package io.retort.exporters.solr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowEncoder;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.data.UnknownCategory;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.Shape;
import io.retort.exporters.SolrModel;
import io.retort.testkit.TestStudent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Solr's own class gives the score that the student predicts. */
class SolrLtrExporterTest {
  private static final SolrModel PLAIN =
      new SolrModel("student", Optional.empty(), Optional.empty(), Optional.empty());

  private static final List<InputColumn> COLUMNS =
      List.of(
          new InputColumn.Numeric("price", new Standardization(120.5, 35.25), 100),
          new InputColumn.Numeric("constant", new Standardization(7, 0), 7),
          new InputColumn.Categorical(
              "colour", List.of("red", "blue"), "red", UnknownCategory.IGNORE));

  @TempDir private Path folder;

  @Test
  void columnsBecomeFeaturesThatSolrScales() throws IOException {
    TestStudent student =
        student(COLUMNS, new Head("bought", new Task.SingleLabel(List.of("no", "yes"))));
    SolrModel named =
        new SolrModel("shop", Optional.of("wares"), Optional.empty(), Optional.empty());
    SolrFile solr = written(student, named);

    assertEquals("shop", solr.get("name"));
    assertEquals("wares", solr.get("store"));
    assertEquals(List.of("price", "constant", "colour=red", "colour=blue"), solr.features());
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      float price = 120 + 40 * (float) random.nextGaussian();
      float constant = random.nextFloat();
      boolean red = random.nextBoolean();
      Map<String, Object> row = new HashMap<>();
      row.put("price", price);
      row.put("constant", constant);
      row.put("colour", red ? "red" : "blue");
      float[] logits =
          student
              .outputs(
                  new RowEncoder(new InputPreparation.Table(COLUMNS, TableFormat.USUAL))
                      .encode(row))
              .get("bought");

      assertEquals(
          1 / (1 + Math.exp(logits[0] - logits[1])),
          solr.score(price, constant, red ? 1 : 0, red ? 0 : 1),
          1e-5);
    }
  }

  @Test
  void theScoreIsTheChosenClassLabelOrValue() throws IOException {
    List<String> two = List.of("a", "b");
    float[] input = {0.5f, -1};
    for (Task task :
        List.of(new Task.SingleLabel(two), new Task.MultiLabel(two), new Task.Regression(two))) {
      TestStudent student = student(List.of(), new Head("x", task));
      float[] outputs = student.outputs(input).get("x");
      for (int chosen = 0; chosen < 2; chosen++) {
        SolrModel settings =
            new SolrModel("m", Optional.empty(), Optional.empty(), Optional.of(two.get(chosen)));
        double expected =
            task instanceof Task.Regression
                ? outputs[chosen]
                : task instanceof Task.MultiLabel
                    ? 1 / (1 + Math.exp(-outputs[chosen]))
                    : 1 / (1 + Math.exp(outputs[1 - chosen] - outputs[chosen]));

        assertEquals(expected, written(student, settings).score(input), 1e-5, task.toString());
      }
    }
  }

  @Test
  void normalisationsBecomePartOfDenseLayers() throws IOException {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("before", new Layer.BatchNorm(0.1, 1e-5))
                .add("hidden", new Layer.Dense(4, ActivationFunction.LINEAR))
                .add("after", new Layer.BatchNorm(0.1, 1e-5))
                .add("relu", new Layer.Activation(ActivationFunction.RELU))
                .add("drop", new Layer.Dropout(0.2))
                .add("score", new Layer.Dense(1, ActivationFunction.LINEAR))
                .build(),
            Shape.of(3));
    TestStudent student =
        TestStudent.of(new SavedNetwork(plan, WeightInitialization.draw(plan, 1)));

    assertEquals(2, written(student, PLAIN).layers());
  }

  @Test
  void whatSolrCannotSayIsNamed() {
    Layer logits = new Layer.Dense(2, ActivationFunction.LINEAR);
    assertEquals(
        Map.of(
            "wide", "has the function GELU; Solr has relu, leaky-relu, tanh and sigmoid",
            "joined", "is a join of nodes; Solr's model has dense layers alone"),
        faults(
            NetworkDescription.sequence()
                .add("wide", new Layer.Dense(3, ActivationFunction.GELU))
                .add("joined", new Layer.Concat(), "wide", "wide")
                .add("x", logits)
                .build(),
            new Task.SingleLabel(List.of("a", "b")),
            PLAIN),
        "layers");
    assertEquals(
        Set.of("wide"),
        faults(
                NetworkDescription.sequence()
                    .add("norm", new Layer.BatchNorm(0.1, 1e-5))
                    .add("wide", new Layer.Dense(3, ActivationFunction.SILU))
                    .add("again", new Layer.BatchNorm(0.1, 1e-5))
                    .add("x", logits)
                    .build(),
                new Task.SingleLabel(List.of("a", "b")),
                PLAIN)
            .keySet());
    NetworkDescription linear = NetworkDescription.sequence().add("x", logits).build();
    assertTrue(
        faults(linear, new Task.Regression(List.of("a", "b")), PLAIN)
            .get("x")
            .contains("the key 'output' is to name"));
    assertTrue(
        faults(
                linear,
                new Task.Regression(List.of("a", "b")),
                new SolrModel("m", Optional.empty(), Optional.empty(), Optional.of("c")))
            .get("x")
            .endsWith("not 'c'"));
    NetworkDescription three =
        NetworkDescription.sequence()
            .add("x", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build();
    assertTrue(
        faults(three, new Task.SingleLabel(List.of("a", "b", "c")), PLAIN)
            .get("x")
            .startsWith("tells 3 classes apart"));
  }

  @Test
  void ofSeveralHeadsOneIsToBeNamed() throws IOException {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("both", new Layer.Dense(3, ActivationFunction.TANH), "input")
                .add("x", new Layer.Dense(1, ActivationFunction.LINEAR), "both")
                .add("y", new Layer.Dense(1, ActivationFunction.GELU), "both")
                .build("x", "y"),
            Shape.of(2));
    TestStudent student =
        new TestStudent(
            new SavedModel(
                new SavedNetwork(plan, WeightInitialization.draw(plan, 1)),
                Optional.of(
                    new Signature(
                        new InputPreparation.Values(),
                        List.of(
                            new Head("x", new Task.Regression(List.of("v"))),
                            new Head("y", new Task.Regression(List.of("w"))))))));

    assertEquals(
        List.of("x", "y"),
        List.copyOf(new SolrLtrExporter(PLAIN).unsupported(student.model()).keySet()));
    SolrModel named = new SolrModel("m", Optional.empty(), Optional.of("x"), Optional.empty());
    float[] input = {0.5f, -1};
    assertEquals(student.outputs(input).get("x")[0], written(student, named).score(input), 1e-5);
  }

  @Test
  void featuresOfOneNameAreRefused() {
    List<InputColumn> columns =
        List.of(
            new InputColumn.Numeric("colour=red", Standardization.NONE, 0),
            new InputColumn.Categorical("colour", List.of("red"), "red", UnknownCategory.REFUSE));
    TestStudent student = student(columns, new Head("x", new Task.SingleLabel(List.of("a", "b"))));

    assertTrue(
        new SolrLtrExporter(PLAIN)
            .unsupported(student.model())
            .get("hidden")
            .contains("'colour=red'"));
    Path file = folder.resolve("model.json");
    assertThrows(RetortException.class, () -> new SolrLtrExporter(PLAIN).write(student, file));
    assertFalse(Files.exists(file));
  }

  private static Map<String, String> faults(
      NetworkDescription network, Task task, SolrModel settings) {
    NetworkPlan plan = NetworkPlan.of(network, Shape.of(2));
    return new SolrLtrExporter(settings)
        .unsupported(
            new SavedModel(
                new SavedNetwork(plan, WeightInitialization.draw(plan, 1)),
                Optional.of(
                    new Signature(new InputPreparation.Values(), List.of(new Head("x", task))))));
  }

  private SolrFile written(TestStudent student, SolrModel settings) throws IOException {
    SolrLtrExporter exporter = new SolrLtrExporter(settings);
    assertEquals(Map.of(), exporter.unsupported(student.model()));
    Path file = folder.resolve(exporter.fileName());
    exporter.write(student, file);
    return SolrFile.read(file);
  }

  private static TestStudent student(List<InputColumn> columns, Head head) {
    int inputs = columns.stream().mapToInt(InputColumn::width).sum();
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("hidden", new Layer.Dense(5, ActivationFunction.TANH))
                .add(head.name(), new Layer.Dense(2, ActivationFunction.LINEAR))
                .build(),
            Shape.of(inputs == 0 ? 2 : inputs));
    return new TestStudent(
        new SavedModel(
            new SavedNetwork(plan, WeightInitialization.draw(plan, 1)),
            Optional.of(new Signature(InputPreparation.of(columns), List.of(head)))));
  }
}
