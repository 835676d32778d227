package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.Head;
import io.retort.core.data.MissingValues;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.plugin.Context;
import io.retort.datasets.providers.CsvProvider;
import io.retort.datasets.table.TableHead;
import io.retort.datasets.table.TaskKind;
import io.retort.testkit.DatasetContract;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CsvTest extends DatasetContract<Csv> {
  private static final String TRAIN =
      """
      length,colour,kind
      1,red,pear
      3,green,apple
      5,"red",pear
      """;
  private static final String TEST =
      """
      length,colour,kind
      7,green,apple
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    write("train.csv", TRAIN);
    write("test.csv", TEST);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Override
  protected DatasetProvider<Csv> provider() {
    return new CsvProvider();
  }

  @Override
  protected Csv configuration() {
    return fruit(MissingValues.ERROR);
  }

  @Override
  protected Context context() {
    return new TestContext(folder, 1);
  }

  private static Csv fruit(MissingValues missing) {
    return csv(TaskKind.SINGLE_LABEL, List.of("kind"), List.of("colour"), true, missing);
  }

  private static Csv csv(
      TaskKind task,
      List<String> label,
      List<String> categorical,
      boolean standardise,
      MissingValues missing) {
    return Csv.builder(Path.of("train.csv"))
        .testFile(Path.of("test.csv"))
        .label(label.toArray(String[]::new))
        .task(task)
        .categorical(categorical.toArray(String[]::new))
        .standardise(standardise)
        .missing(missing)
        .build();
  }

  private Dataset load() {
    return CsvFiles.load(configuration(), context());
  }

  private static void assertRow(float[] actual, double... expected) {
    double[] values = new double[actual.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = actual[i];
    }
    assertArrayEquals(expected, values, 1e-6, () -> Arrays.toString(actual));
  }

  @Test
  void numbersAreStandardisedAndCategoriesOneHot() {
    try (Dataset data = load()) {
      // length: mean 3, deviation √((4 + 0 + 4)/3) = 1.632993; colours: green, red
      float[][] train = Gathered.inputs(data, data.train());
      assertRow(train[0], -1.2247449, 0, 1);
      assertRow(train[1], 0, 1, 0);
      assertRow(train[2], 1.2247449, 0, 1);
      assertEquals(new Task.SingleLabel(List.of("apple", "pear")), data.heads().get(0).task());
      assertArrayEquals(new int[] {1, 0, 1}, Gathered.classes(data.train()));
    }
  }

  @Test
  void testRowsAreScaledByTheTrainingFile() {
    try (Dataset data = load()) {
      // (7 − 3)/1.632993
      assertRow(Gathered.inputs(data, data.test().orElseThrow())[0], 2.4494897, 1, 0);
    }
  }

  @Test
  void missingInputsAreFilledFromTheTrainingFile() throws IOException {
    write("train.csv", TRAIN + "NA,?,apple\n");
    write("test.csv", "length,colour,kind\n,,pear\n");
    try (Dataset data = CsvFiles.load(fruit(MissingValues.FILL), context())) {
      // The mean becomes 0; red is the most frequent colour.
      assertRow(Gathered.inputs(data, data.train())[3], 0, 0, 1);
      assertRow(Gathered.inputs(data, data.test().orElseThrow())[0], 0, 0, 1);
    }
  }

  @Test
  void filledNumbersAreTheMeanAlsoIfNothingIsStandardised() throws IOException {
    write("train.csv", "x,y\n2,1.5\n4,-2\n,7\n");
    write("test.csv", "x,y\n1,1\n");
    Csv csv = csv(TaskKind.REGRESSION, List.of("y"), List.of(), false, MissingValues.FILL);
    try (Dataset data = CsvFiles.load(csv, context())) {
      assertRow(Gathered.inputs(data, data.train())[2], 3);
      assertRow(Gathered.values(data.train()), 1.5, -2, 7);
      assertEquals(new Task.Regression(List.of("y")), data.heads().get(0).task());
    }
  }

  @Test
  void severalLabelsAreTheOutputsInTheirOrder() throws IOException {
    write("train.csv", "a,x,b\n1,2,0\n0,3,1\n");
    write("test.csv", "a,x,b\n1,2,1\n");
    Csv csv = csv(TaskKind.MULTI_LABEL, List.of("b", "a"), List.of(), true, MissingValues.ERROR);
    try (Dataset data = CsvFiles.load(csv, context())) {
      assertEquals(new Task.MultiLabel(List.of("b", "a")), data.heads().get(0).task());
      assertRow(Gathered.values(data.train()), 0, 1, 1, 0);
    }
  }

  @Test
  void numberedClassesAreSortedByTheirNumber() throws IOException {
    write("train.csv", "x,c\n1,10\n2,9\n3,ten\n");
    write("test.csv", "x,c\n1,9\n");
    Csv csv = csv(TaskKind.SINGLE_LABEL, List.of("c"), List.of(), true, MissingValues.ERROR);
    try (Dataset data = CsvFiles.load(csv, context())) {
      assertEquals(List.of("9", "10", "ten"), data.heads().get(0).task().names());
    }
  }

  @Test
  void tableWithoutHeaderHasNumberedColumns() throws IOException {
    write("train.csv", "8;1;a\n9;2;b\n");
    Csv csv =
        Csv.builder(Path.of("train.csv"))
            .header(false)
            .separator(";")
            .label("3")
            .ignore("1")
            .standardise(false)
            .build();
    try (Dataset data = CsvFiles.load(csv, context())) {
      assertRow(Gathered.inputs(data, data.train())[1], 2);
    }
  }

  private static Csv severalHeads(TableHead... heads) {
    return Csv.builder(Path.of("train.csv")).standardise(false).heads(heads).build();
  }

  private static TableHead head(String name, TaskKind task, String... columns) {
    return new TableHead(name, List.of(columns), task, List.of());
  }

  @Test
  void oneTableHasSeveralHeads() throws IOException {
    write("train.csv", "weight,x,ripe,sweet,kind\n1.5,8,0,1,pear\n2.5,9,1,0,fig\n");
    Csv csv =
        severalHeads(
            head("kind", TaskKind.SINGLE_LABEL, "kind"),
            head("marks", TaskKind.MULTI_LABEL, "ripe", "sweet"),
            head("weight", TaskKind.REGRESSION, "weight"));
    try (Dataset data = CsvFiles.load(csv, context())) {
      int[] both = {0, 1};
      assertEquals(
          List.of(
              new Head("kind", new Task.SingleLabel(List.of("fig", "pear"))),
              new Head("marks", new Task.MultiLabel(List.of("ripe", "sweet"))),
              new Head("weight", new Task.Regression(List.of("weight")))),
          data.heads());
      assertRow(Gathered.inputs(data, data.train())[1], 9);
      assertArrayEquals(
          new int[] {1, 0}, ((Target.Classes) data.train().labels("kind", both)).labels());
      assertArrayEquals(
          new float[] {0, 1, 1, 0},
          ((Target.MultiLabels) data.train().labels("marks", both)).values().toArray());
      assertArrayEquals(
          new float[] {1.5f, 2.5f},
          ((Target.Values) data.train().labels("weight", both)).values().toArray());
    }
  }

  @Test
  void headsThatContradictEachOtherAreRefused() {
    TableHead kind = head("kind", TaskKind.SINGLE_LABEL, "kind");
    assertInvalid(() -> severalHeads(kind, kind), "Two heads are called 'kind'");
    assertInvalid(
        () -> severalHeads(kind, head("weight", TaskKind.REGRESSION, "kind")), "'kind' is named");
    assertInvalid(
        () ->
            severalHeads(
                kind, new TableHead("new", List.of(), TaskKind.REGRESSION, List.of("level"))),
        "all heads have label columns or none");
    assertInvalid(
        () -> new TableHead("none", List.of(), TaskKind.REGRESSION, List.of()),
        "Name the label columns");
  }

  private static void assertInvalid(Executable creation, String part) {
    String message = assertThrows(IllegalArgumentException.class, creation).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void compressedTableWithByteOrderMarkIsRead() throws IOException {
    byte[] bytes = ("\uFEFF" + TRAIN).getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("train.csv"), IdxFiles.gzip(bytes));
    try (Dataset data = load()) {
      assertEquals(3, data.train().size());
    }
  }

  @Test
  void constantColumnBecomesZero() throws IOException {
    write("train.csv", "x,c\n5,a\n5,b\n");
    try (Dataset data =
        CsvFiles.load(Csv.builder(Path.of("train.csv")).label("c").build(), context())) {
      assertRow(Gathered.inputs(data, data.train())[0], 0);
    }
  }

  @Test
  void raggedRowIsRefused() throws IOException {
    write("train.csv", TRAIN + "4,red\n");
    assertRefused(this::load, "train.csv, line 5", "2 cells", "3");
    write("train.csv", TRAIN + "4,red,pear,5\n");
    assertRefused(this::load, "train.csv, line 5", "4 cells", "3");
  }

  @Test
  void unclosedQuoteIsRefused() throws IOException {
    write("train.csv", TRAIN + "4,\"red,pear\n");
    assertRefused(this::load, "train.csv", "nclosed", "line 5");
  }

  @Test
  void otherEncodingsAreRefused() throws IOException {
    byte[] latin = (TRAIN + "4,grün,pear\n").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("train.csv"), latin);
    assertRefused(this::load, "train.csv, line 5", "UTF-8");
  }

  @Test
  void wordInANumericColumnIsRefused() throws IOException {
    write("train.csv", TRAIN + "long,red,pear\n");
    assertRefused(this::load, "train.csv, line 5, column 'length'", "'long' is not a number");
    write("train.csv", TRAIN + "1f,red,pear\n");
    assertRefused(this::load, "train.csv, line 5, column 'length'", "'1f' is not a number");
  }

  @Test
  void notANumberAndInfinityAreRefused() throws IOException {
    for (String value : List.of("NaN", "-Infinity", "1e60")) {
      write("test.csv", TEST + value + ",red,pear\n");
      assertRefused(this::load, "test.csv, line 3, column 'length'", "'" + value + "'", "finite");
    }
  }

  @Test
  void missingInputIsRefusedUnlessFilled() throws IOException {
    write("train.csv", TRAIN + "4,?,pear\n");
    assertRefused(this::load, "train.csv, line 5, column 'colour'", "missing", "fill");
    write("train.csv", TRAIN + ",red,pear\n");
    assertRefused(this::load, "train.csv, line 5, column 'length'", "missing", "fill");
  }

  @Test
  void columnWithoutValuesIsRefused() throws IOException {
    write("train.csv", "length,colour,kind\n,red,pear\n,red,apple\n");
    assertRefused(
        () -> CsvFiles.load(fruit(MissingValues.FILL), context()),
        "column 'length'",
        "every value",
        "ignore");
  }

  @Test
  void classThatTrainingHasNotSeenIsRefused() throws IOException {
    write("test.csv", TEST + "4,red,plum\n");
    assertRefused(this::load, "test.csv, line 3, column 'kind'", "'plum'", "[apple, pear]");
  }

  @Test
  void multiLabelOtherThanZeroAndOneIsRefused() throws IOException {
    write("train.csv", "x,y\n1,0\n2,2\n");
    Csv csv = csv(TaskKind.MULTI_LABEL, List.of("y"), List.of(), true, MissingValues.ERROR);
    assertRefused(
        () -> CsvFiles.load(csv, context()), "train.csv, line 3, column 'y'", "neither 0 nor 1");
  }

  @Test
  void singleClassIsRefused() throws IOException {
    write("train.csv", "length,colour,kind\n1,red,pear\n");
    assertRefused(this::load, "column 'kind'", "[pear]", "two");
  }

  @Test
  void unknownColumnIsRefusedWithWhatThereIs() {
    Csv csv = csv(TaskKind.REGRESSION, List.of("weight"), List.of(), true, MissingValues.ERROR);
    assertRefused(
        () -> CsvFiles.load(csv, context()), "'weight'", "key label", "[length, colour, kind]");
  }

  @Test
  void testFileWithOtherColumnsIsRefused() throws IOException {
    write("test.csv", "colour,length,kind\nred,1,pear\n");
    assertRefused(this::load, "test.csv", "same columns in the same order");
    write("test.csv", "0.5,1.5,cat\n0.1,0.2,dog\n");
    assertRefused(this::load, "same columns", "'0.5' is a number", "set header to false");
  }

  @Test
  void twoColumnsOfOneNameAreRefused() throws IOException {
    write("train.csv", "a,a,kind\n1,2,pear\n");
    assertRefused(this::load, "train.csv", "two columns called 'a'");
  }

  @Test
  void emptyFileIsRefused() throws IOException {
    write("train.csv", "length,colour,kind\n");
    assertRefused(this::load, "train.csv", "no rows below its header");
    write("train.csv", "");
    assertRefused(this::load, "train.csv", "no rows");
  }

  @Test
  void truncatedGzipIsRefused() throws IOException {
    byte[] whole = IdxFiles.gzip(TRAIN.getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("train.csv"), Arrays.copyOf(whole, whole.length - 12));
    assertRefused(this::load, "train.csv", "truncated");
  }

  @Test
  void contradictingSettingsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> csv(TaskKind.SINGLE_LABEL, List.of("a", "b"), List.of(), true, MissingValues.ERROR));
    assertThrows(
        IllegalArgumentException.class,
        () -> csv(TaskKind.SINGLE_LABEL, List.of("a"), List.of("a"), true, MissingValues.ERROR));
  }
}
