package io.retort.exporters.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.Shape;
import io.retort.testkit.TestStudent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.CharBuffer;
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

/** Rows of a table become the inputs that {@link RowEncoder} makes of them. */
class TableSourceTest {
  private static final List<InputColumn> COLUMNS =
      List.of(
          new InputColumn.Numeric("age", new Standardization(41.25, 12.7), 40),
          new InputColumn.Numeric("constant", new Standardization(3, 0), 3),
          new InputColumn.Categorical(
              "colour", List.of("red", "true", "3"), "red", UnknownCategory.REFUSE),
          new InputColumn.Categorical("town", List.of("Ulm", "Aue"), "Aue", UnknownCategory.OWN),
          new InputColumn.Categorical("size", List.of("S", "M"), "M", UnknownCategory.IGNORE));

  @TempDir private Path folder;

  @Test
  void cellsOfAllKindsArePrepared() throws IOException {
    List<Object> numbers =
        Arrays.asList(
            null, 1, 2.5f, 1e-300, " 7.25 ", "-.5e1", "+3.", new BigDecimal("0.1"), 16777217L);
    List<Object> categories = Arrays.asList(null, "red", true, 3, 3.0, "3", CharBuffer.wrap("red"));
    List<Object> towns = Arrays.asList(null, "Ulm", "Bonn", 1.5, "ulm", 1L << 60);
    CompiledStudent compiled = CompiledExports.of(student(COLUMNS, List.of("no", "yes")), folder);
    RowEncoder encoder = new RowEncoder(new InputPreparation.Table(COLUMNS, TableFormat.USUAL));
    for (int i = 0; i < numbers.size(); i++) {
      Map<String, Object> row = new HashMap<>();
      row.put("age", numbers.get(i));
      row.put("constant", numbers.get(numbers.size() - 1 - i));
      row.put("colour", categories.get(i % categories.size()));
      row.put("town", towns.get(i % towns.size()));
      row.put("size", i % 2 == 0 ? "XL" : "S");
      row.put("other", new Object());
      float[] input = encoder.encode(row);
      double[] wide = new double[input.length];
      Arrays.setAll(wide, place -> input[place]);

      assertArrayEquals(
          compiled.predict("bought", wide), compiled.predict("bought", row), row.toString());
      assertArrayEquals(
          compiled.predict("bought", row),
          (double[]) ((Map<?, ?>) compiled.invoke("predictHeads", row)).get("bought"));
    }
  }

  @Test
  void whatTheStudentRefusesIsRefusedInItsWords() throws IOException {
    CompiledStudent compiled = CompiledExports.of(student(COLUMNS, List.of("no", "yes")), folder);
    RowEncoder encoder = new RowEncoder(new InputPreparation.Table(COLUMNS, TableFormat.USUAL));
    Map<String, Object> right = new HashMap<>();
    COLUMNS.forEach(column -> right.put(column.name(), null));
    compiled.predict("bought", right);
    Map<String, Object> flag = new HashMap<>(right);
    Map<String, Object> one = new HashMap<>(right);
    flag.put("age", true);
    one.put("age", 1);
    assertArrayEquals(compiled.predict("bought", one), compiled.predict("bought", flag));
    List<Map.Entry<String, Object>> wrong =
        List.of(
            Map.entry("age", "old"),
            Map.entry("age", "1d"),
            Map.entry("age", "NaN"),
            Map.entry("age", 1e39),
            Map.entry("colour", List.of("red")),
            Map.entry("colour", Map.of("red", 1)),
            Map.entry("colour", Optional.empty()));
    for (Map.Entry<String, Object> cell : wrong) {
      Map<String, Object> row = new HashMap<>(right);
      row.put(cell.getKey(), cell.getValue());
      assertEquals(
          assertThrows(RetortException.class, () -> encoder.encode(row)).getMessage(),
          assertThrows(IllegalArgumentException.class, () -> compiled.predict("bought", row))
              .getMessage());
    }
    Map<String, Object> unknown = new HashMap<>(right);
    unknown.put("colour", "blue");
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> compiled.predict("bought", unknown))
            .getMessage()
            .startsWith("The row's column 'colour' has the category 'blue', which was not"));
    assertEquals(
        "The row lacks the columns [age, constant, colour, town, size] and has [Age]; give"
            + " each column of the training data, with null for a missing value",
        assertThrows(
                IllegalArgumentException.class, () -> compiled.predict("bought", Map.of("Age", 3)))
            .getMessage());
  }

  @Test
  void cellsAreReadAsTheTableWritesThem() throws IOException {
    InputPreparation.Table german =
        new InputPreparation.Table(
            List.of(
                new InputColumn.Numeric("age", new Standardization(40, 10), 40),
                new InputColumn.Categorical(
                    "size", List.of("2,5", "3"), "3", UnknownCategory.REFUSE)),
            new TableFormat(true, ';', ',', List.of("\"none\"", ""), MissingValues.FILL));
    InputPreparation.Table complete =
        new InputPreparation.Table(
            german.columns(), new TableFormat(true, ',', '.', List.of(), MissingValues.ERROR));
    for (InputPreparation.Table table : List.of(german, complete)) {
      CompiledStudent compiled =
          CompiledExports.of(
              student(table, List.of("no", "yes")), Files.createTempDirectory(folder, "c"));
      RowEncoder encoder = new RowEncoder(table);
      for (Object age : Arrays.asList(1, 1.5, "1,5", "1.5", "\"none\"", "", null)) {
        for (Object size : Arrays.asList("2,5", 2.5, 3, "", null)) {
          Map<String, Object> row = new HashMap<>();
          row.put("age", age);
          row.put("size", size);
          float[] input;
          try {
            input = encoder.encode(row);
          } catch (RetortException refusal) {
            assertThrows(
                IllegalArgumentException.class,
                () -> compiled.predict("bought", row),
                row::toString);
            continue;
          }
          double[] wide = new double[input.length];
          Arrays.setAll(wide, place -> input[place]);
          assertArrayEquals(
              compiled.predict("bought", wide), compiled.predict("bought", row), row.toString());
          assertArrayEquals(
              compiled.predict("bought", row),
              (double[]) ((Map<?, ?>) compiled.invoke("predictHeads", row)).get("bought"));
        }
      }
    }
  }

  @Test
  void namesStayWhatTheyAre() throws IOException {
    List<String> names =
        List.of(
            "\"; System.exit(1); //",
            "*/ }",
            "\\",
            "\\" + "u0022",
            "\n\r\t\f\b\0" + "7",
            "{{class}} ${x} %s",
            "\u00e4\u0085\u2028\u4e2d\uD83D\uDE00",
            "\uD800",
            "");
    List<InputColumn> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(new InputColumn.Numeric(name, Standardization.NONE, 0));
      columns.add(new InputColumn.Categorical(name + "!", names, name, UnknownCategory.REFUSE));
    }
    CompiledStudent compiled = CompiledExports.of(student(columns, names), folder);

    assertEquals(names, compiled.invoke("names", "bought"));
    for (String name : names) {
      Map<String, Object> row = new HashMap<>();
      columns.forEach(column -> row.put(column.name(), null));
      row.put(name, 1);
      row.put(name + "!", name);
      assertEquals(names.size(), compiled.predict("bought", row).length);
    }
  }

  @Test
  void manyColumnsCategoriesAndClassesFit() throws IOException {
    List<InputColumn> columns = new ArrayList<>();
    columns.add(
        new InputColumn.Categorical(
            "many", names("category", 5000), "category 0", UnknownCategory.IGNORE));
    for (int i = 0; i < 1500; i++) {
      columns.add(new InputColumn.Numeric("column " + i, new Standardization(i, 1 + i), i / 7.0));
    }
    CompiledStudent compiled = CompiledExports.of(student(columns, names("class", 5000)), folder);

    assertEquals(names("class", 5000), compiled.invoke("names", "bought"));
  }

  private static List<String> names(String kind, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(kind + " " + i);
    }
    return names;
  }

  private static TestStudent student(List<InputColumn> columns, List<String> classes) {
    return student(new InputPreparation.Table(columns, TableFormat.USUAL), classes);
  }

  private static TestStudent student(InputPreparation.Table table, List<String> classes) {
    int inputs = table.columns().stream().mapToInt(InputColumn::width).sum();
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("hidden", new Layer.Dense(3, ActivationFunction.TANH))
                .add("logits", new Layer.Dense(classes.size(), ActivationFunction.LINEAR))
                .build(),
            Shape.of(inputs));
    return new TestStudent(
        new SavedModel(
            new SavedNetwork(plan, WeightInitialization.draw(plan, 1)),
            Optional.of(
                new Signature(table, List.of(new Head("bought", new Task.SingleLabel(classes)))))));
  }
}
