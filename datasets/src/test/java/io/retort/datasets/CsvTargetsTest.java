package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.SampleStream;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.table.TaskKind;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTargetsTest {
  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Dataset load(CsvBuilder settings, String text) throws IOException {
    write("t.csv", text);
    return CsvFiles.load(settings.build(), new TestContext(folder, 1));
  }

  private static CsvBuilder labelled() {
    return Csv.builder(Path.of("t.csv")).label("label").standardise(false);
  }

  private static String table(String... labels) {
    return "v,label\n"
        + IntStream.range(0, labels.length)
            .mapToObj(i -> (i * i) + "," + labels[i] + "\n")
            .collect(Collectors.joining());
  }

  private static List<String> classes(Dataset data) {
    return data.heads().get(0).task().names();
  }

  private static List<Float> stream(Dataset data, int batch) {
    List<Float> values = new ArrayList<>();
    try (SampleStream stream = data.unlabelled().orElseThrow();
        Tensor rows = Tensor.allocate(data.inputShape().batch(batch))) {
      for (int count = stream.read(rows); count > 0; count = stream.read(rows)) {
        for (int i = 0; i < count * data.inputShape().elements(); i++) {
          values.add(rows.get(i));
        }
      }
    }
    return values;
  }

  private static Warning warning(Dataset data, String code) {
    return data.warnings().stream()
        .filter(warning -> warning.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError(code + " is not among " + data.warnings()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-2 3 -10 | -10 -2 3",
        "10.0 2.0 1.0 | 1.0 2.0 10.0",
        "1e2 20 x 3 | 3 20 1e2 x",
        "1 01 10 1.0 | 01 1 1.0 10",
        "b B a 2 | 2 B a b",
        "1000000000000000001 1000000000000000000 | 1000000000000000000 1000000000000000001",
      })
  void classesThatAreNumbersAreInTheOrderOfNumbers(String found, String expected)
      throws IOException {
    try (Dataset data = load(labelled(), table(found.strip().split(" ")))) {
      assertEquals(List.of(expected.strip().split(" ")), classes(data));
    }
  }

  @Test
  void numberedClassesMayHaveDecimalCommas() throws IOException {
    try (Dataset data = load(labelled().separator(";").decimal(","), "v;label\n1;10,5\n2;9,5\n")) {
      assertEquals(List.of("9,5", "10,5"), classes(data));
    }
  }

  @Test
  void rowsWithoutALabelAreKeptForATeacher() throws IOException {
    try (Dataset data = load(labelled(), table("a", "", "b", "a", ""))) {
      assertEquals(List.of("a", "b"), classes(data));
      assertArrayEquals(new int[] {0, 1, 0}, Gathered.classes(data.train()));
      assertArrayEquals(new float[] {4}, Gathered.inputs(data, data.train())[1]);
      assertEquals(List.of(1f, 16f), stream(data, 2));
      Warning warning = warning(data, "unlabelled-rows");
      assertTrue(warning.sentence().startsWith("2 of 5 rows have no label"), warning.toString());
      assertTrue(warning.sentence().contains("line 3"), warning.toString());
    }
  }

  @Test
  void theyComeBeforeThoseOfAnotherFile() throws IOException {
    write("more.csv", "note,v\n?,7\n?,8\n?,9\n");
    try (Dataset data =
        load(labelled().unlabelled(Path.of("more.csv")), table("a", "", "b", "", ""))) {
      for (int batch = 1; batch < 8; batch++) {
        assertEquals(List.of(1f, 9f, 16f, 7f, 8f, 9f), stream(data, batch));
      }
    }
  }

  @Test
  void whereAllRowsHaveLabelsThereIsNothingToLabel() throws IOException {
    try (Dataset data = load(labelled(), table("a", "b"))) {
      assertTrue(data.unlabelled().isEmpty());
      assertEquals(List.of(), data.warnings());
    }
  }

  @Test
  void testRowsWithoutALabelAreCountedAndNotMeasuredWith() throws IOException {
    write("test.csv", table("b", "", "a"));
    try (Dataset data = load(labelled().testFile(Path.of("test.csv")), table("a", "b"))) {
      assertArrayEquals(new int[] {1, 0}, Gathered.classes(data.test().orElseThrow()));
      assertEquals("data.test-file", warning(data, "unlabelled-rows").place());
      assertTrue(data.unlabelled().isEmpty());
    }
  }

  @Test
  void aRowThatLacksOneOfSeveralLabelsIsUnlabelled() throws IOException {
    CsvBuilder settings =
        Csv.builder(Path.of("t.csv")).label("y", "z").task(TaskKind.REGRESSION).standardise(false);
    try (Dataset data = load(settings, "x,y,z\n1,2,3\n4,5,NA\n6,?,7\n8,9,10\n")) {
      assertArrayEquals(new float[] {2, 3, 9, 10}, Gathered.values(data.train()));
      assertEquals(List.of(4f, 6f), stream(data, 3));
    }
  }

  @Test
  void aTableWithoutAnyLabelIsRefused() {
    assertRefused(() -> load(labelled(), table("", "")), "line 2", "no row has a label");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NA", "?", "null", "nan"})
  void aClassThatMayBeAMissingOneIsRefusedWithTheKeyThatDecides(String name) throws IOException {
    String text = table(name, "EU", "AS");
    assertRefused(
        () -> load(labelled(), text),
        "line 2, column 'label'",
        "'" + name + "'",
        "missing-labels to ['']",
        "to ['', '" + name + "'] if its rows have no label");
    try (Dataset data = load(labelled().missingLabels(""), text)) {
      assertTrue(classes(data).contains(name));
      assertEquals(3, data.train().size());
    }
    try (Dataset data = load(labelled().missingLabels("", name), text)) {
      assertEquals(List.of("AS", "EU"), classes(data));
      assertEquals(2, data.train().size());
    }
  }

  @Test
  void aMarkThatIsTakenAwayMayBeAClass() throws IOException {
    try (Dataset data = load(labelled().missingMarks(""), table("NA", "EU", "AS"))) {
      assertEquals(List.of("AS", "EU", "NA"), classes(data));
    }
  }
}
