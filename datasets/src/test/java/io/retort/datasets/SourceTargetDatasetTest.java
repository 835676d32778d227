package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.IndexSet;
import io.retort.core.data.InputColumn;
import io.retort.core.data.OneDomain;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import io.retort.core.data.Subset;
import io.retort.core.loss.Target;
import io.retort.core.plugin.Recipe;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import io.retort.datasets.providers.CsvProvider;
import io.retort.datasets.providers.SourceTargetDatasetProvider;
import io.retort.datasets.providers.SyntheticProvider;
import io.retort.datasets.table.TableText;
import io.retort.datasets.table.TaskKind;
import io.retort.testkit.DatasetContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TestRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTargetDatasetTest {

  private static Recipe<Dataset> data(int samples, int test, TaskKind task, int outputs) {
    return data(Shape.of(3), samples, test, task, outputs);
  }

  private static Recipe<Dataset> data(
      Shape shape, int samples, int test, TaskKind task, int outputs) {
    return new TestRecipe<>(
        new SyntheticProvider(), new Synthetic(shape, samples, test, task, outputs, 0.1));
  }

  private static Dataset load(Recipe<Dataset> source, Recipe<Dataset> target) {
    return new SourceTarget(source, target).load(new TestContext(Path.of(""), 5));
  }

  @Test
  void samplesOfTheSourceComeFirstAndEveryOneKnowsItsPart() {
    try (Dataset data =
        load(data(3, 2, TaskKind.SINGLE_LABEL, 2), data(5, 1, TaskKind.SINGLE_LABEL, 2))) {
      Samples train = data.train();
      assertEquals(8, train.size());
      assertEquals(3, data.test().orElseThrow().size());
      assertEquals(2, train.domains());
      assertEquals("source", train.domainName(0));
      assertEquals("target", train.domainName(1));
      assertArrayEquals(
          new int[] {0, 0, 0, 1, 1, 1, 1, 1},
          Arrays.stream(Gathered.all(train)).map(train::domain).toArray());
    }
  }

  private static Recipe<Dataset> table(Path file, UnaryOperator<CsvBuilder> settings) {
    return new TestRecipe<>(
        new CsvProvider(), settings.apply(Csv.builder(file).label("kind")).build());
  }

  @Test
  void bothAreSplitAlike(@TempDir Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("a.csv"), "size,n,kind\n1,7,x\n2,8,y\n");
    Path second = Files.writeString(folder.resolve("b.csv"), "size,n,kind\n3,8,x\n4,9,y\n");
    int[] turned = {3, 2, 1, 0};
    try (Dataset data =
        load(table(first, csv -> csv.group("n")), table(second, csv -> csv.group("n")))) {
      SplitKey.Groups key =
          (SplitKey.Groups) new Subset(data.train(), turned).splitKey().orElseThrow();
      assertEquals(
          List.of("9", "8", "8", "7"), IntStream.range(0, 4).mapToObj(key.group()).toList());
    }
    try (Dataset data =
        load(table(first, csv -> csv.time("n")), table(second, csv -> csv.time("n")))) {
      SplitKey.Times key =
          (SplitKey.Times) new Subset(data.train(), turned).splitKey().orElseThrow();
      assertArrayEquals(
          new double[] {9, 8, 8, 7}, IntStream.range(0, 4).mapToDouble(key.time()).toArray());
    }
    assertRefused(
        () -> load(table(first, csv -> csv.group("n")), table(second, csv -> csv.ignore("n"))),
        "a.csv, column 'n' (group), but the target's by chance; divide both in the same way");
  }

  @Test
  void aPartWithoutWeightsHasTheWeight1(@TempDir Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("a.csv"), "size,n,kind\n1,7,x\n2,8,y\n");
    int[] turned = {2, 1, 0};
    try (Dataset data =
        load(table(first, csv -> csv.ignore("n")), table(first, csv -> csv.weight("n")))) {
      SampleWeights weights = new Subset(data.train(), turned).weights().orElseThrow();
      assertArrayEquals(
          new double[] {7, 1, 1}, IntStream.range(0, 3).mapToDouble(weights.weight()).toArray());
    }
    try (Dataset data =
        load(table(first, csv -> csv.ignore("n")), table(first, csv -> csv.ignore("n")))) {
      assertEquals(Optional.empty(), data.train().weights());
    }
  }

  /** The tokens of a text, which are as many as it has letters. */
  private record Split(String kind) implements Tokenizer {
    @Override
    public int vocabulary() {
      return 2;
    }

    @Override
    public int[] tokens(String text, int most) {
      return new int[Math.min(most, text.length())];
    }

    @Override
    public SavedTokenizer saved() {
      return new SavedTokenizer(kind, Map.of());
    }
  }

  private static Recipe<Dataset> texts(Path file, String tokenizer) {
    TableText text = new TableText("text", new Split(tokenizer), 4);
    return new TestRecipe<>(new CsvProvider(), Csv.builder(file).label("label").text(text).build());
  }

  @Test
  void textsAreSplitAlikeWhateverTheFilesLookLike(@TempDir Path folder) throws IOException {
    Path table = Files.writeString(folder.resolve("a.csv"), "text,label\nab,x\nb,y\n");
    Path lines =
        Files.writeString(
            folder.resolve("b.jsonl"),
            "{\"text\": \"c\", \"label\": \"x\"}\n{\"text\": \"d\", \"label\": \"y\"}\n");
    try (Dataset data = load(texts(table, "letters"), texts(lines, "letters"))) {
      assertEquals("d", data.train().rows().orElseThrow().row(3).get("text"));
      assertEquals(
          List.of(InputColumn.Text.of("text", new Split("letters"), 4)),
          data.preparation().columns());
    }
    assertRefused(
        () -> load(texts(table, "letters"), texts(lines, "words")), "into different tokens");
  }

  @Test
  void inputsAndLabelsAreThoseOfTheTwoInTheOrderAsked() {
    for (TaskKind task : TaskKind.values()) {
      Recipe<Dataset> source = data(4, 0, task, 2);
      try (Dataset joined = load(source, data(6, 0, task, 2))) {
        Samples source0 = OneDomain.of(joined.train(), 0);
        Samples target0 = OneDomain.of(joined.train(), 1);
        int[] mixed = {7, 1, 9, 0, 4};
        // The parts, each gathered by itself, are the reference.
        float[][] sources = Gathered.inputs(joined, source0);
        float[][] targets = Gathered.inputs(joined, target0);
        float[][] expected = {targets[3], sources[1], targets[5], sources[0], targets[0]};
        try (Tensor batch = Tensor.allocate(Shape.of(5, 3))) {
          joined.train().inputs(mixed, batch);
          for (int i = 0; i < 5; i++) {
            float[] row = new float[3];
            batch.read(3 * i, row);
            assertArrayEquals(expected[i], row);
          }
        }
        float[] all = labels(joined.train(), Gathered.all(joined.train()));
        float[] some = labels(joined.train(), mixed);
        int width = some.length / mixed.length;
        for (int i = 0; i < mixed.length; i++) {
          assertArrayEquals(
              Arrays.copyOfRange(all, mixed[i] * width, (mixed[i] + 1) * width),
              Arrays.copyOfRange(some, i * width, (i + 1) * width));
        }
        float[] ofSource = labels(source0, Gathered.all(source0));
        assertArrayEquals(ofSource, Arrays.copyOf(all, ofSource.length));
      }
    }
  }

  @Test
  void twoThatAreMadeAlikeAreDrawnApart() {
    Recipe<Dataset> same = data(4, 0, TaskKind.REGRESSION, 1);
    try (Dataset data = load(same, same)) {
      assertFalse(
          Arrays.deepEquals(
              Gathered.inputs(data, OneDomain.of(data.train(), 0)),
              Gathered.inputs(data, OneDomain.of(data.train(), 1))));
    }
  }

  @Test
  void dataThatDoesNotFitTogetherIsRefused() {
    Recipe<Dataset> plain = data(4, 0, TaskKind.REGRESSION, 1);
    assertRefused(
        () -> load(plain, data(Shape.of(4), 4, 0, TaskKind.REGRESSION, 1)), "shape 3", "4");
    assertRefused(() -> load(plain, data(4, 0, TaskKind.REGRESSION, 2)), "same heads");
    assertRefused(() -> load(plain, data(4, 0, TaskKind.MULTI_LABEL, 1)), "same heads");
    assertRefused(() -> load(plain, data(4, 2, TaskKind.REGRESSION, 1)), "Only the target");
  }

  private static float[] labels(Samples samples, int[] chosen) {
    Target labels = samples.labels("label", chosen);
    if (labels instanceof Target.Classes classes) {
      float[] values = new float[chosen.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = classes.labels()[i];
      }
      return values;
    }
    try (Tensor values =
        labels instanceof Target.MultiLabels multi
            ? multi.values()
            : ((Target.Values) labels).values()) {
      return values.toArray();
    }
  }

  @Nested
  class Contract extends DatasetContract<SourceTarget> {

    @Override
    protected DatasetProvider<SourceTarget> provider() {
      return new SourceTargetDatasetProvider();
    }

    @Override
    protected SourceTarget configuration() {
      return new SourceTarget(
          data(30, 9, TaskKind.MULTI_LABEL, 3), data(50, 8, TaskKind.MULTI_LABEL, 3));
    }
  }

  @Test
  void eachPartIsFittedToItsOwnRows(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("s.csv"), "x,c\n0,a\n2,b\n9,a\n");
    Files.writeString(folder.resolve("t.csv"), "x,c\n10,a\n14,b\n90,a\n");
    SourceTarget tables =
        new SourceTarget(
            new TestRecipe<>(new CsvProvider(), Csv.builder(Path.of("s.csv")).label("c").build()),
            new TestRecipe<>(new CsvProvider(), Csv.builder(Path.of("t.csv")).label("c").build()));
    try (Dataset data = tables.load(new TestContext(folder, 5))) {
      Dataset fitted = data.fit(IndexSet.of(0, 1, 3, 4));
      // The source's mean and deviation are 1 and 1, the target's 12 and 2.
      float[][] rows = Gathered.inputs(fitted, fitted.train());
      assertArrayEquals(new float[] {8}, rows[2]);
      assertArrayEquals(new float[] {39}, rows[5]);
      assertSame(fitted, data.fit(IndexSet.of(0, 1, 3, 4)));
    }
  }
}
