package io.retort.exporters.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.RowEncoder;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.data.UnknownCategory;
import io.retort.core.export.ExportedStudent;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.progress.TrainingListener;
import io.retort.core.tensor.Shape;
import io.retort.exporters.OnnxModel;
import io.retort.exporters.OnnxModel.Inputs;
import io.retort.exporters.OnnxModel.Outputs;
import io.retort.testkit.TestStudent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExporterTest {
  private static final Head BOUGHT = new Head("bought", new Task.SingleLabel(List.of("no", "yes")));

  private static final List<InputColumn> COLUMNS =
      List.of(
          new InputColumn.Numeric("age", new Standardization(41.25, 12.7), 40),
          new InputColumn.Numeric("constant", new Standardization(3, 0), 3),
          // In 32 bits the numbers of this column would be the same.
          new InputColumn.Numeric("time", new Standardization(1.7e9, 20), 1.7e9),
          new InputColumn.Categorical("town", List.of("Ulm", "Aue"), "Aue", UnknownCategory.OWN),
          new InputColumn.Categorical("size", List.of("S", "M"), "M", UnknownCategory.IGNORE));

  @TempDir private Path folder;

  @Test
  void rowsArePreparedInTheModel() throws IOException, OrtException {
    InputPreparation.Table table = new InputPreparation.Table(COLUMNS, TableFormat.USUAL);
    TestStudent student = student(table, 8);
    byte[] model = export(student, new OnnxModel(Inputs.RAW, Outputs.PROBABILITIES));
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(row(33, 3, 1.7e9 + 7, "Ulm", "S"));
    rows.add(row(null, null, null, null, null));
    rows.add(row(1e-3, 8, 1.7e9 - 31, "Bonn", "XL"));
    RowEncoder encoder = new RowEncoder(table);
    try (OnnxCheckSession session = new OnnxCheckSession(model)) {
      float[] found = session.ofRows(table, rows).get(0);
      for (int i = 0; i < rows.size(); i++) {
        double[] expected = softmax(student.outputs(encoder.encode(rows.get(i))).get("logits"));
        assertEquals(expected[0], found[2 * i], 1e-6);
        assertEquals(expected[1], found[2 * i + 1], 1e-6);
      }
    }
  }

  @Test
  void categoryThatIsRefusedIsAnErrorOfTheModel() throws IOException, OrtException {
    InputPreparation.Table table =
        new InputPreparation.Table(
            List.of(
                new InputColumn.Categorical(
                    "town", List.of("Ulm", "Aue"), "Aue", UnknownCategory.REFUSE)),
            new TableFormat(true, ',', '.', List.of(), MissingValues.ERROR));
    byte[] model = export(student(table, 2), new OnnxModel(Inputs.RAW, Outputs.PROBABILITIES));
    try (OnnxCheckSession session = new OnnxCheckSession(model)) {
      assertEquals(2, session.ofRows(table, List.of(Map.of("town", "Ulm"))).get(0).length);
      OrtException refusal =
          assertThrows(
              OrtException.class, () -> session.ofRows(table, List.of(Map.of("town", "Bonn"))));
      assertTrue(refusal.getMessage().contains("Unknown Category"), refusal.getMessage());
    }
  }

  @Test
  void pixelsAreScaledInTheModel() throws IOException, OrtException {
    InputPreparation.Pixels pixels =
        new InputPreparation.Pixels(255, new Standardization(0.13, 0.31));
    TestStudent student = student(pixels, 6);
    byte[] model = export(student, new OnnxModel(Inputs.RAW, Outputs.LOGITS));
    byte[] image = {0, 127, -1, 5, -128, 77};
    float[] values = new float[6];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels.value(image[i] & 0xff);
    }
    try (OnnxCheckSession session = new OnnxCheckSession(model)) {
      assertArrayEquals(
          student.outputs(values).get("logits"),
          session.ofPixels(List.of(image), Shape.of(6)).get(0),
          1e-6f);
    }
  }

  @Test
  void namesAndMeaningsAreInTheModel() throws IOException {
    InputPreparation.Table table = new InputPreparation.Table(COLUMNS, TableFormat.USUAL);
    ModelProto model =
        ModelProto.parseFrom(
            export(student(table, 8), new OnnxModel(Inputs.RAW, Outputs.PROBABILITIES)));
    assertEquals(
        COLUMNS.stream().map(InputColumn::name).toList(),
        model.getGraph().getInputList().stream().map(ValueInfoProto::getName).toList());
    assertEquals("bought", model.getGraph().getOutput(0).getName());
    assertEquals(
        "batch",
        model.getGraph().getOutput(0).getType().getTensorType().getShape().getDim(0).getDimParam());
    assertEquals("heads", model.getMetadataProps(0).getKey());
    assertEquals(
        "[{\"output\":\"bought\",\"predicts\":\"classes\",\"as\":\"probabilities\","
            + "\"names\":[\"no\",\"yes\"]}]",
        model.getMetadataProps(0).getValue());
  }

  @Test
  void whatIsKnownOfTheTrainingIsInTheModel() throws IOException {
    TestStudent student =
        new TestStudent(
            student(new InputPreparation.Values(), 4).model(),
            Map.of("strategy", "temperature", "temperature", "4.0"));
    Map<String, String> metadata = new HashMap<>();
    ModelProto.parseFrom(export(student, new OnnxModel(Inputs.RAW, Outputs.LOGITS)))
        .getMetadataPropsList()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
    assertEquals("temperature", metadata.get("strategy"));
    assertEquals("4.0", metadata.get("temperature"));
    assertTrue(metadata.get("heads").contains("\"as\":\"logits\""), metadata.get("heads"));
    assertEquals(3, metadata.size());
  }

  @Test
  void preparedInputsAreOneTensor() throws IOException {
    InputPreparation.Table table = new InputPreparation.Table(COLUMNS, TableFormat.USUAL);
    ModelProto model =
        ModelProto.parseFrom(
            export(student(table, 8), new OnnxModel(Inputs.PREPARED, Outputs.LOGITS)));
    assertEquals(1, model.getGraph().getInputCount());
    assertEquals("input", model.getGraph().getInput(0).getName());
  }

  @Test
  void columnWithTheNameOfTheHeadDoesNotTakeIt() throws IOException, OrtException {
    InputPreparation.Table table =
        new InputPreparation.Table(
            List.of(new InputColumn.Numeric("bought", Standardization.NONE, 0)), TableFormat.USUAL);
    ModelProto model =
        ModelProto.parseFrom(
            export(student(table, 1), new OnnxModel(Inputs.RAW, Outputs.PROBABILITIES)));
    assertEquals("bought", model.getGraph().getInput(0).getName());
    assertEquals("bought_2", model.getGraph().getOutput(0).getName());
    assertTrue(model.getMetadataProps(0).getValue().contains("\"output\":\"bought_2\""));
  }

  /** A weight that is off by 1e-3 in the file alone. */
  @Test
  void modelThatComputesSomethingElseIsNotWritten() {
    TestStudent student = student(new InputPreparation.Values(), 4);
    ExportedStudent other =
        new ExportedStudent() {
          @Override
          public SavedModel model() {
            return student.model();
          }

          @Override
          public Map<String, float[]> outputs(float[] inputs) {
            Map<String, float[]> outputs = new HashMap<>(student.outputs(inputs));
            outputs.get("logits")[3] += 1e-3f;
            return outputs;
          }
        };
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () -> export(other, new OnnxModel(Inputs.RAW, Outputs.PROBABILITIES)));
    assertTrue(refusal.getMessage().contains("in sample 1 of 256"), refusal.getMessage());
    assertFalse(Files.exists(folder.resolve("student.onnx")));
  }

  @Test
  void textsThatOnnxCannotHoldAreRefusedByName() {
    InputPreparation.Table table =
        new InputPreparation.Table(
            List.of(
                new InputColumn.Categorical(
                    "town", List.of("Ulm", "a\0"), "Ulm", UnknownCategory.IGNORE)),
            TableFormat.USUAL);
    Map<String, String> faults =
        exporter(new OnnxModel(Inputs.RAW, Outputs.LOGITS)).unsupported(student(table, 2).model());
    assertEquals(List.of("hidden"), List.copyOf(faults.keySet()));
    assertTrue(faults.get("hidden").contains("'town'"), faults.get("hidden"));
  }

  private static Map<String, Object> row(Object... cells) {
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < cells.length; i++) {
      row.put(COLUMNS.get(i).name(), cells[i]);
    }
    return row;
  }

  private static double[] softmax(float[] logits) {
    double[] powers = new double[logits.length];
    Arrays.setAll(powers, i -> Math.exp(logits[i]));
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }

  private static TestStudent student(InputPreparation preparation, int inputs) {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("hidden", new Layer.Dense(5, ActivationFunction.TANH))
                .add("logits", new Layer.Dense(2, ActivationFunction.LINEAR))
                .build(),
            Shape.of(inputs));
    return new TestStudent(
        new SavedModel(
            new SavedNetwork(plan, WeightInitialization.draw(plan, 1)),
            Optional.of(new Signature(preparation, List.of(BOUGHT)))));
  }

  private static OnnxExporter exporter(OnnxModel model) {
    return new OnnxExporter(model, TrainingListener.NONE);
  }

  private byte[] export(ExportedStudent student, OnnxModel model) throws IOException {
    Path file = folder.resolve("student.onnx");
    exporter(model).write(student, file);
    return Files.readAllBytes(file);
  }
}
