package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.InputColumn;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as other programs write them. */
class CsvFilesTest {
  @TempDir private Path folder;

  private Dataset load(CsvBuilder settings, String text) throws IOException {
    Files.writeString(folder.resolve("t.csv"), text);
    return CsvFiles.load(settings.build(), new TestContext(folder, 1));
  }

  private static CsvBuilder labelled() {
    return Csv.builder(Path.of("t.csv")).label("label");
  }

  private static List<String> names(Dataset data) {
    return data.preparation().columns().stream().map(InputColumn::name).toList();
  }

  private static List<String> codes(Dataset data) {
    return data.warnings().stream().map(Warning::code).toList();
  }

  @Test
  void anIndexWithoutANameIsLeftOutWithAWord() throws IOException {
    try (Dataset data = load(labelled(), ",size,label\n7,1.5,a\n9,2.5,b\n")) {
      assertEquals(List.of("size"), names(data));
      assertEquals(List.of("unnamed-column"), codes(data));
      assertTrue(data.warnings().get(0).sentence().contains("ignore"), data.warnings().toString());
    }
  }

  @Test
  void anIndexThatIsIgnoredNeedsNoWord() throws IOException {
    try (Dataset data = load(labelled().ignore(""), ",size,label\n7,1.5,a\n9,2.5,b\n")) {
      assertEquals(List.of("size"), names(data));
      assertEquals(List.of(), codes(data));
    }
  }

  @Test
  void anIndexIsKeptWhereItIsAskedFor() throws IOException {
    try (Dataset data = load(labelled().index(false), ",size,label\n7,1.5,a\n9,2.5,b\n")) {
      assertEquals(List.of("", "size"), names(data));
      assertEquals(List.of(), codes(data));
    }
    assertRefused(
        () -> load(labelled().index(false), ",size,label\nx,1.5,a\ny,2.5,b\n"),
        "line 2, column without a name",
        "'x' is not a number",
        "ignore");
  }

  @Test
  void rowNamesOfRAreLeftOut() throws IOException {
    String text = "\"size\",\"label\"\n\"Mazda RX4\",21,\"a\"\n\"Fiat 128\",32.4,\"b\"\n";
    try (Dataset data = load(labelled(), text)) {
      assertEquals(List.of("size"), names(data));
      assertArrayEquals(new int[] {0, 1}, Gathered.classes(data.train()));
      assertEquals(List.of("unnamed-column"), codes(data));
      assertTrue(data.warnings().get(0).sentence().contains("R writes"), codes(data).toString());
    }
    try (Dataset data = load(labelled(), "size,label\n1,21,a\n2,32.4,b\n")) {
      assertEquals(List.of("size"), names(data));
    }
  }

  @Test
  void rowsThatAreTooLongForAnotherReasonAreNotTakenForRs() {
    // 3,5 is three and a half, and would lose its 3.
    assertRefused(
        () -> load(labelled(), "size,label\n3,5,a\n4,5,b\n"),
        "line 2",
        "3 cells",
        "first line has 2");
    assertRefused(
        () -> load(labelled(), "size,label\nx,5,a\nx,6,b\n"),
        "line 3",
        "3 cells",
        "first line has 2");
  }

  @Test
  void separatorsAtTheEndsOfAllLinesMakeNoInput() throws IOException {
    for (String end : List.of(",", ",,")) {
      try (Dataset data =
          load(labelled(), "size,label" + end + "\n1,a" + end + "\n2,b" + end + "\n")) {
        assertEquals(List.of("size"), names(data));
        assertEquals(List.of("unnamed-column"), codes(data));
      }
    }
  }

  @Test
  void separatorsAtTheEndsOfSomeLinesAreNamed() {
    assertRefused(
        () -> load(labelled(), "size,label\n1,a,\n2,b,\n"), "line 2", "ends with a separator");
    assertRefused(
        () -> load(labelled(), "size,label,\n1,a\n2,b\n"),
        "line 2",
        "that one ends with a separator");
  }

  @Test
  void aMissingHeaderIsNamed() {
    assertRefused(
        () -> load(labelled(), "5.1,3.5,setosa\n4.9,3.0,setosa\n"),
        "'5.1' is a number",
        "set header to");
    assertRefused(
        () -> load(labelled(), "0,0,setosa\n4.9,3.0,setosa\n"), "'0'", "set header to false");
  }

  @Test
  void aHeaderThatWasNotExpectedIsNamed() {
    assertRefused(
        () ->
            load(Csv.builder(Path.of("t.csv")).header(false).label("2"), "size,label\n1,a\n2,b\n"),
        "line 1, column '1'",
        "'size' is not a number",
        "set header to true");
  }

  @Test
  void anotherSeparatorIsNamed() {
    assertRefused(
        () -> load(labelled(), "size;label\n1;a\n2;b\n"),
        "no column 'label'",
        "';'",
        "set separator");
  }

  @Test
  void commasAreDecimalMarksWhereThatIsSaid() throws IOException {
    String text = "size;label\n3,5;a\n-1,5e1;b\n";
    try (Dataset data = load(labelled().separator(";").decimal(",").standardise(false), text)) {
      assertArrayEquals(new float[] {3.5f}, Gathered.inputs(data, data.train())[0]);
      assertArrayEquals(new float[] {-15}, Gathered.inputs(data, data.train())[1]);
    }
    try (Dataset data =
        load(labelled().decimal(",").standardise(false), "size,label\n\"3,5\",a\n1,b\n")) {
      assertArrayEquals(new float[] {3.5f}, Gathered.inputs(data, data.train())[0]);
    }
    assertRefused(
        () -> load(labelled().separator(";"), text),
        "line 2",
        "'3,5' is not a number",
        "set decimal to ','");
    assertRefused(
        () -> load(labelled().decimal(","), "size,label\n3.5,a\n"),
        "'3.5' is not a number",
        "set decimal to '.'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x1p3", "1_000", "1d", "1f", "1 000", "1e", "e5", ".", "+", "--1", "١"})
  void whatOnlyJavaTakesForANumberIsNone(String cell) {
    assertRefused(
        () -> load(labelled(), "size,label\n1,a\n" + cell + ",b\n"), "line 3", "is not a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "Infinity", "-inf", "1e60"})
  void whatIsNotFiniteIsRefused(String cell) {
    assertRefused(
        () -> load(labelled(), "size,label\n1,a\n" + cell + ",b\n"), "line 3", "is not a finite");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.", "+1", "1.0e0", ".1E+1", "0001", "10e-1"})
  void numbersMayBeWrittenInManyWays(String cell) throws IOException {
    try (Dataset data = load(labelled().standardise(false), "size,label\n7,a\n" + cell + ",b\n")) {
      assertArrayEquals(new float[] {1}, Gathered.inputs(data, data.train())[1]);
    }
  }

  @Test
  void quotedCellsAreTakenAsTheyAre() throws IOException {
    String text =
        "size,label\n1,\"a,b\"\n2,\"say \"\"hi\"\"\"\n3,\"line\nbreak\"\n4,\" x \"\n5, x \n";
    try (Dataset data = load(labelled(), text)) {
      assertEquals(
          List.of(" x ", "a,b", "line\nbreak", "say \"hi\"", "x"),
          data.heads().get(0).task().names());
    }
  }

  @Test
  void aTableOfGenesIsRead() throws IOException {
    int genes = 20_531;
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < genes; i++) {
      text.append('g').append(i).append(',');
    }
    text.append("label\n");
    for (int row = 0; row < 3; row++) {
      text.append(
              IntStream.range(0, genes)
                  .mapToObj(i -> Integer.toString(random.nextInt(100)))
                  .collect(Collectors.joining(",")))
          .append(row == 0 ? ",a\n" : ",b\n");
    }
    try (Dataset data = load(labelled(), text.toString())) {
      assertEquals(genes, data.inputShape().elements());
      assertEquals("g20530", data.preparation().columns().get(genes - 1).name());
    }
  }

  @Test
  void longCellsAreRead() throws IOException {
    String text = "id,size,label\n" + "x".repeat(17 << 20) + ",1,a\n2,2,b\n";
    try (Dataset data = load(labelled().ignore("id"), text)) {
      assertEquals(2, data.train().size());
    }
  }

  @Test
  void aQuoteThatIsNeverClosedIsFoundWhereItBegins() {
    assertRefused(
        () -> load(labelled(), "size,label\n1,a\n2,\"b\n3,a\n4,b\n"), "nclosed", "line 3");
  }

  @Test
  void messagesDoNotListThousandsOfNames() throws IOException {
    String header = IntStream.range(0, 500).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    Files.writeString(folder.resolve("t.csv"), header + "\n");
    assertRefused(
        () -> CsvFiles.load(labelled().build(), new TestContext(folder, 1)),
        "[c0, c1,",
        "and 490 more]");
  }

  @Test
  void aPipeIsNoFile() {
    assertRefused(
        () ->
            CsvFiles.load(
                labelled().file(Path.of("/dev/null")).build(), new TestContext(folder, 1)),
        "/dev/null",
        "device");
  }
}
