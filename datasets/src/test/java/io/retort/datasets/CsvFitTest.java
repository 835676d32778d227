package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.IndexSet;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.RowEncoder;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Standardization;
import io.retort.core.data.UnknownCategory;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.table.TaskKind;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rows that are trained with say about the inputs. */
class CsvFitTest {
  private static final String FRUIT =
      """
      length,colour,kind
      1,red,pear
      3,green,apple
      5,red,pear
      30,blue,apple
      """;

  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Dataset load(CsvBuilder settings, String text) throws IOException {
    write("t.csv", text);
    return CsvFiles.load(settings.build(), new TestContext(folder, 1));
  }

  private static CsvBuilder fruit() {
    return Csv.builder(Path.of("t.csv")).label("kind").categorical("colour");
  }

  private static void assertRow(float[] actual, double... expected) {
    float[] wanted = new float[expected.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = (float) expected[i];
    }
    assertArrayEquals(wanted, actual, 1e-6f);
  }

  private static Optional<Warning> warning(Dataset data, String code) {
    return data.warnings().stream().filter(warning -> warning.code().equals(code)).findFirst();
  }

  @Test
  void meansDeviationsAndCategoriesAreThoseOfTheFittedRows() throws IOException {
    try (Dataset data = load(fruit(), FRUIT)) {
      Dataset fitted = data.fit(IndexSet.of(0, 1, 2));
      // length: mean 3, deviation √((4 + 0 + 4)/3) = 1.632993; colours: green, red
      assertEquals(Shape.of(3), fitted.inputShape());
      float[][] rows = Gathered.inputs(fitted, fitted.train());
      assertRow(rows[0], -1.2247449, 0, 1);
      assertRow(rows[1], 0, 1, 0);
      // (30 − 3)/1.632993 = 16.534056; blue is unknown
      assertRow(rows[3], 16.534056, 0, 0);
      assertEquals(data.heads(), fitted.heads());
      assertArrayEquals(new int[] {1, 0, 1, 0}, Gathered.classes(fitted.train()));
      // What it was made from is as it was: mean 9.75, deviation 11.776565.
      assertEquals(Shape.of(4), data.inputShape());
      assertRow(Gathered.inputs(data, data.train())[3], 1.7195166, 1, 0, 0);
    }
  }

  @Test
  void theSameRowsGiveTheSameData() throws IOException {
    try (Dataset data = load(fruit(), FRUIT)) {
      assertSame(data.fit(IndexSet.of(0, 1)), data.fit(IndexSet.of(0, 1)));
      assertNotSame(data.fit(IndexSet.of(0, 1)), data.fit(IndexSet.of(0, 2)));
    }
  }

  @Test
  void theColumnsTravelAsPlainData() throws IOException {
    try (Dataset data = load(fruit(), FRUIT)) {
      List<InputColumn> columns = data.fit(IndexSet.of(0, 1, 2)).preparation().columns();
      InputColumn.Numeric length = (InputColumn.Numeric) columns.get(0);
      assertEquals(3, length.fill());
      assertEquals(3, length.scaling().mean());
      assertEquals(1.632993, length.scaling().deviation(), 1e-6);
      assertEquals(
          new InputColumn.Categorical(
              "colour", List.of("green", "red"), "red", UnknownCategory.IGNORE),
          columns.get(1));
    }
  }

  @Test
  void numbersThatAreNotStandardisedHaveNoScaling() throws IOException {
    try (Dataset data = load(fruit().standardise(false), FRUIT)) {
      assertEquals(
          new InputColumn.Numeric("length", Standardization.NONE, 9.75),
          data.preparation().columns().get(0));
    }
  }

  @Test
  void missingValuesAreFilledFromTheFittedRows() throws IOException {
    String text = "length,colour,kind\n1,red,pear\n3,green,apple\n8,green,pear\nNA,?,apple\n";
    try (Dataset data = load(fruit().missing(MissingValues.FILL).standardise(false), text)) {
      // All rows: mean 4, most often green. The first two: mean 2, green before red.
      assertRow(Gathered.inputs(data, data.train())[3], 4, 1, 0);
      Dataset fitted = data.fit(IndexSet.of(0, 1));
      assertRow(Gathered.inputs(fitted, fitted.train())[3], 2, 1, 0);
      assertRefused(() -> data.fit(IndexSet.of(3)), "line 5", "column 'length'", "every value");
    }
  }

  @Test
  void testRowsAndNewRowsAreEncodedByTheFittedRows() throws IOException {
    write("test.csv", "length,colour,kind\n7,green,apple\n");
    write("new.csv", "colour,length\nred,3\n");
    CsvBuilder settings = fruit().testFile(Path.of("test.csv")).unlabelled(Path.of("new.csv"));
    try (Dataset data = load(settings, FRUIT)) {
      Dataset fitted = data.fit(IndexSet.of(0, 1, 2));
      // (7 − 3)/1.632993
      assertRow(Gathered.inputs(fitted, fitted.test().orElseThrow())[0], 2.4494897, 1, 0);
      try (SampleStream stream = fitted.unlabelled().orElseThrow();
          Tensor row = Tensor.allocate(Shape.of(1, 3))) {
        assertEquals(1, stream.read(row));
        assertRow(row.toArray(), 0, 0, 1);
      }
    }
  }

  @Test
  void unknownCategoriesAreCounted() throws IOException {
    write("test.csv", "length,colour,kind\n7,lilac,apple\n7,red,apple\n7,pink,apple\n");
    try (Dataset data = load(fruit().testFile(Path.of("test.csv")), FRUIT)) {
      assertRow(Gathered.inputs(data, data.test().orElseThrow())[0], -0.2335146, 0, 0, 0);
      Warning warning = warning(data, "unknown-category").orElseThrow();
      assertEquals("data.test-file", warning.place());
      assertTrue(warning.sentence().startsWith("2 of 3 rows have a category in 'colour'"));
      Warning fitted = warning(data.fit(IndexSet.of(0, 1, 2)), "unknown-category").orElseThrow();
      assertEquals("data.file", fitted.place());
      assertTrue(fitted.sentence().startsWith("1 of 4 rows"), fitted.toString());
    }
  }

  @Test
  void unknownCategoriesOfNewRowsAreCountedAsTheyAreRead() throws IOException {
    write("new.csv", "length,colour\n7,lilac\n7,red\n7,pink\n7,blue\n");
    try (Dataset data = load(fruit().unlabelled(Path.of("new.csv")), FRUIT)) {
      Dataset fitted = data.fit(IndexSet.of(0, 1, 2));
      for (int times = 0; times < 2; times++) {
        try (SampleStream stream = fitted.unlabelled().orElseThrow();
            Tensor rows = Tensor.allocate(Shape.of(3, 3))) {
          assertEquals(3, stream.read(rows));
          assertEquals(1, stream.read(rows));
          assertRow(rows.rows(0, 1).toArray(), 2.4494897, 0, 0);
        }
        assertEquals(
            List.of("1 of 4 rows", "3 of 4 rows"),
            fitted.warnings().stream()
                .filter(warning -> warning.code().equals("unknown-category"))
                .map(warning -> warning.sentence().substring(0, 11))
                .toList());
      }
    }
  }

  @Test
  void unknownCategoriesMayHaveAValueOfTheirOwn() throws IOException {
    try (Dataset data = load(fruit().unknown(UnknownCategory.OWN), FRUIT)) {
      Dataset fitted = data.fit(IndexSet.of(0, 1, 2));
      assertEquals(Shape.of(4), fitted.inputShape());
      float[][] rows = Gathered.inputs(fitted, fitted.train());
      assertRow(rows[1], 0, 1, 0, 0);
      assertRow(rows[3], 16.534056, 0, 0, 1);
      assertEquals(
          List.of("colour=green", "colour=red", "colour unknown"),
          fitted.preparation().columns().get(1).values());
    }
  }

  @Test
  void unknownCategoriesMayBeRefused() throws IOException {
    write("test.csv", "length,colour,kind\n7,green,apple\n4,lilac,pear\n");
    write("new.csv", "length,colour\n7,lilac\n");
    CsvBuilder refusing = fruit().unknown(UnknownCategory.REFUSE);
    assertRefused(
        () -> load(refusing.testFile(Path.of("test.csv")), FRUIT),
        "test.csv, line 3, column 'colour'",
        "'lilac'",
        "[blue, green, red]");
    try (Dataset data =
        load(fruit().unknown(UnknownCategory.REFUSE).unlabelled(Path.of("new.csv")), FRUIT)) {
      assertRefused(() -> data.fit(IndexSet.of(0, 1, 2)), "t.csv, line 5", "'blue'", "unknown");
      try (SampleStream stream = data.unlabelled().orElseThrow();
          Tensor row = Tensor.allocate(Shape.of(1, 4))) {
        assertRefused(() -> stream.read(row), "new.csv, line 2", "'lilac'");
      }
    }
  }

  /** By scikit-learn's rule, which looks at the rounding of the mean. */
  @ParameterizedTest
  @ValueSource(strings = {"0.1", "14.62", "-11.512925464970229", "1e-5", "123456.789", "1e20", "0"})
  void columnsThatAreTheSameEverywhereAreZero(String value) throws IOException {
    for (int rows : new int[] {7, 10, 22, 100, 1000}) {
      String text =
          IntStream.range(0, rows)
              .mapToObj(i -> value + "," + i * i + "," + (i % 2 == 0 ? "a" : "b") + "\n")
              .collect(Collectors.joining("", "c,v,label\n", ""));
      write("test.csv", "c,v,label\n" + value + ",0,a\n15,0,b\n");
      try (Dataset data =
          load(Csv.builder(Path.of("t.csv")).label("label").testFile(Path.of("test.csv")), text)) {
        for (float[] row : Gathered.inputs(data, data.train())) {
          assertEquals(0, row[0]);
        }
        for (float[] row : Gathered.inputs(data, data.test().orElseThrow())) {
          assertEquals(0, row[0]);
        }
        assertTrue(warning(data, "constant-column").orElseThrow().sentence().contains("[c]"));
      }
    }
  }

  @Test
  void smallDifferencesOfLargeNumbersAreKept() throws IOException {
    String text =
        IntStream.range(0, 100)
            .mapToObj(i -> (100_000_000 + i % 2) + "," + (i % 3 == 0 ? "a" : "b") + "\n")
            .collect(Collectors.joining("", "v,label\n", ""));
    try (Dataset data = load(Csv.builder(Path.of("t.csv")).label("label"), text)) {
      assertRow(Gathered.inputs(data, data.train())[0], -1);
      assertRow(Gathered.inputs(data, data.train())[1], 1);
      assertEquals(List.of(), data.warnings());
    }
  }

  @Test
  void manyConstantColumnsAreToldOnce() throws IOException {
    try (Dataset data =
        load(fruit().standardise(false), "a,b,colour,kind\n1,2,red,x\n1,3,red,y\n1,2.5,red,y\n")) {
      assertTrue(
          warning(data, "constant-column").orElseThrow().sentence().startsWith("2 columns [a, col"),
          data.warnings().toString());
      assertTrue(
          warning(data.fit(IndexSet.of(0)), "constant-column")
              .orElseThrow()
              .sentence()
              .startsWith("3 columns [a, b, col"));
    }
  }

  @Test
  void columnsThatGiveTheLabelAwayAreToldAbout() throws IOException {
    String text =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    (i + 100)
                        + ","
                        + i * i
                        + ","
                        + i / 6
                        + ","
                        + (i < 6 ? "no" : "yes")
                        + ","
                        + (i % 5 < 3 ? "x" : "y")
                        + ","
                        + (i < 6 ? 0 : 1)
                        + "\n")
            .collect(Collectors.joining("", "id,v,half,alive,other,survived\n", ""));
    CsvBuilder settings =
        Csv.builder(Path.of("t.csv")).label("survived").categorical("alive", "other");
    try (Dataset data = load(settings, text)) {
      assertTrue(warning(data, "row-number-column").orElseThrow().sentence().contains("[id]"));
      assertTrue(warning(data, "label-column").orElseThrow().sentence().contains("[half, alive]"));
    }
    CsvBuilder regression = Csv.builder(Path.of("t.csv")).label("v").task(TaskKind.REGRESSION);
    try (Dataset data =
        load(
            regression,
            IntStream.range(0, 12)
                .mapToObj(i -> i * i + "," + i * i + "," + 2 * i * i + "\n")
                .collect(Collectors.joining("", "copy,v,double\n", "")))) {
      assertTrue(warning(data, "label-column").orElseThrow().sentence().contains("[copy]"));
    }
    String identifiers =
        IntStream.range(0, 12)
            .mapToObj(i -> i * i + ",id" + i + "\n")
            .collect(Collectors.joining("", "x,name\n", ""));
    try (Dataset data = load(Csv.builder(Path.of("t.csv")).label("name"), identifiers)) {
      assertTrue(warning(data, "label-column").isEmpty());
      assertTrue(warning(data, "row-number-column").isEmpty());
    }
  }

  @Test
  void valuesWhoseDifferencesAreLostIn32BitsAreSaid() throws IOException {
    for (boolean near : new boolean[] {true, false}) {
      // 64 apart near 1e9, where the deviation is 10 or 10,000.
      long step = near ? 3 : 3000;
      String text =
          IntStream.range(0, 12)
              .mapToObj(i -> i * i + "," + (1_000_000_000L + i * step) + "\n")
              .collect(Collectors.joining("", "a,v\n", ""));
      CsvBuilder values = Csv.builder(Path.of("t.csv")).label("v").task(TaskKind.REGRESSION);
      try (Dataset data = load(values, text)) {
        assertEquals(near, warning(data, "imprecise-values").isPresent());
      }
      CsvBuilder inputs = Csv.builder(Path.of("t.csv")).label("a").task(TaskKind.REGRESSION);
      try (Dataset data = load(inputs, text)) {
        assertFalse(warning(data, "imprecise-values").isPresent());
      }
      try (Dataset data = load(inputs.standardise(false), text)) {
        assertEquals(near, warning(data, "imprecise-values").isPresent());
      }
    }
  }

  @Test
  void aColumnMayCountTheRowsDownwards() throws IOException {
    try (Dataset data =
        load(
            Csv.builder(Path.of("t.csv")).label("v"),
            IntStream.range(0, 30)
                .mapToObj(i -> (30 - i) + "," + (i * i % 7) + "," + "abc".charAt(i % 3) + "\n")
                .collect(Collectors.joining("", "left,x,v\n", "")))) {
      assertTrue(warning(data, "row-number-column").orElseThrow().sentence().contains("[left]"));
    }
  }

  @Test
  void inputsMayTakeMoreThanATensorHolds() throws IOException {
    int rows = 24_000;
    String text =
        IntStream.range(0, rows)
            .mapToObj(i -> "n" + i + "," + i + "," + i % 2 + "\n")
            .collect(Collectors.joining("", "name,number,label\n", ""));
    CsvBuilder settings = Csv.builder(Path.of("t.csv")).label("label").categorical("name");
    // 24,000 categories and a number in as many rows are 2.3 GB
    try (Dataset data = load(settings.standardise(false), text);
        Tensor inputs = Tensor.allocate(data.inputShape().batch(2))) {
      data.train().inputs(new int[] {rows - 1, 7}, inputs);
      List<String> values = data.preparation().columns().get(0).values();
      for (int i = 0; i < rows; i++) {
        boolean last = values.get(i).equals("name=n23999");
        assertEquals(last ? 1 : 0, inputs.get(i));
        boolean seventh = values.get(i).equals("name=n7");
        assertEquals(seventh ? 1 : 0, inputs.get(rows + 1 + i));
      }
      assertEquals(rows - 1, inputs.get(rows));
      assertEquals(7, inputs.get(2 * rows + 1));
    }
  }

  /** Who has the columns alone makes of a row what training has made of it, to the bit. */
  @ParameterizedTest
  @EnumSource
  void rowsAreEncodedAloneAsInTheTable(UnknownCategory unknown) throws IOException {
    Random random = new Random(7);
    List<Map<String, Object>> rows = new ArrayList<>();
    StringBuilder table = new StringBuilder("size,colour,weight,kind\n");
    for (int i = 0; i < 200; i++) {
      String size = random.nextInt(9) == 0 ? null : Double.toString(random.nextGaussian() * 1e3);
      String colour = random.nextInt(9) == 0 ? null : "c" + random.nextInt(12);
      String weight = Float.toString(random.nextFloat());
      Map<String, Object> row = new HashMap<>();
      row.put("size", size == null ? null : i % 2 == 0 ? size : Double.valueOf(size));
      row.put("colour", colour);
      row.put("weight", weight);
      rows.add(row);
      table.append(size == null ? "" : size).append(',').append(colour == null ? "" : colour);
      table.append(',').append(weight).append(',').append(i % 2 == 0 ? "a" : "b").append('\n');
    }
    // The first rows do not have all categories.
    boolean all = unknown == UnknownCategory.REFUSE;
    CsvBuilder settings = fruit().missing(MissingValues.FILL).missingMarks("").unknown(unknown);
    try (Dataset loaded = load(settings, table.toString())) {
      Dataset data = loaded.fit(IndexSet.first(all ? rows.size() : 15));
      RowEncoder encoder = new RowEncoder((InputPreparation.Table) data.preparation());
      float[][] expected = Gathered.inputs(data, data.train());
      for (int i = 0; i < rows.size(); i++) {
        assertArrayEquals(expected[i], encoder.encode(rows.get(i)));
      }
    }
  }
}
