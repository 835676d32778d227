package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowEncoder;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import io.retort.datasets.table.TableEmbedding;
import io.retort.datasets.table.TableText;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A column of texts as the input. */
class CsvTextTest {
  private static final String MAILS =
      """
      id,text,label
      1,"ab, c",spam
      2,,ham
      3,"two
      lines ?",spam
      4,NA,ham
      """;

  @TempDir private Path folder;

  /** The token of a letter is its place in the alphabet. */
  private record Letters() implements Tokenizer {
    @Override
    public int vocabulary() {
      return 26;
    }

    @Override
    public int[] tokens(String text, int most) {
      return text.toLowerCase(Locale.ROOT)
          .chars()
          .filter(letter -> letter >= 'a' && letter <= 'z')
          .map(letter -> letter - 'a')
          .limit(most)
          .toArray();
    }

    @Override
    public SavedTokenizer saved() {
      return new SavedTokenizer("letters", Map.of());
    }
  }

  private static CsvBuilder mails() {
    return Csv.builder(Path.of("t.csv"))
        .label("label")
        .text(new TableText("text", new Letters(), 4));
  }

  private Dataset load(CsvBuilder settings) throws IOException {
    Files.writeString(folder.resolve("t.csv"), MAILS);
    return CsvFiles.load(settings.build(), new TestContext(folder, 1));
  }

  private static float[] input(Dataset data, int sample) {
    try (Tensor row = Tensor.allocate(data.inputShape().batch(1))) {
      data.train().inputs(new int[] {sample}, row);
      return row.toArray();
    }
  }

  @Test
  void tokensComeFirstAndPaddingAfterThem() throws IOException {
    try (Dataset data = load(mails())) {
      assertEquals(Shape.of(4), data.inputShape());
      assertArrayEquals(new float[] {0, 1, 2, -1}, input(data, 0));
      assertArrayEquals(new float[] {-1, -1, -1, -1}, input(data, 1));
      assertArrayEquals(new float[] {19, 22, 14, 11}, input(data, 2));
      assertArrayEquals(new float[] {13, 0, -1, -1}, input(data, 3), "NA is a text like any other");
      assertEquals(List.of(), data.warnings());
    }
  }

  @Test
  void textsThatWereDecodedWronglyAreReadAndCounted() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "text,label\nb\uFFFDc,x\nd,y\n");
    try (Dataset data = CsvFiles.load(mails().build(), new TestContext(folder, 1))) {
      assertArrayEquals(new float[] {1, 2, -1, -1}, input(data, 0));
      assertEquals(
          List.of("replaced-characters"), data.warnings().stream().map(Warning::code).toList());
    }
    Files.writeString(folder.resolve("t.csv"), "text,label\nb,\uFFFD\nd,y\n");
    assertRefused(
        () -> CsvFiles.load(mails().build(), new TestContext(folder, 1)),
        "line 2",
        "not encoded in UTF-8");
  }

  @Test
  void theColumnOfTextsIsFoundWhateverTheFirstLineSays() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "text,label\n1,b\uFFFDc,x\n2,d\uFFFD,y\n");
    try (Dataset data = CsvFiles.load(mails().build(), new TestContext(folder, 1))) {
      assertArrayEquals(new float[] {1, 2, -1, -1}, input(data, 0), "with names of rows, as R has");
    }
    Files.writeString(folder.resolve("t.csv"), "b\uFFFDc,x\nd\uFFFD,y\n");
    CsvBuilder unnamed =
        mails().header(false).label("2").text(new TableText("1", new Letters(), 4));
    try (Dataset data = CsvFiles.load(unnamed.build(), new TestContext(folder, 1))) {
      assertArrayEquals(new float[] {1, 2, -1, -1}, input(data, 0));
    }
  }

  @Test
  void rowsAreTheTexts() throws IOException {
    try (Dataset data = load(mails())) {
      assertEquals(Map.of("text", "two\nlines ?"), data.train().rows().orElseThrow().row(2));
    }
  }

  @Test
  void newRowsAreSplitAsThoseOfTheTraining() throws IOException {
    Files.writeString(folder.resolve("new.csv"), "label,text\n?,xyz\n");
    try (Dataset data = load(mails().unlabelled(Path.of("new.csv")));
        SampleStream stream = data.unlabelled().orElseThrow();
        Tensor rows = Tensor.allocate(data.inputShape().batch(2))) {
      assertEquals(1, stream.read(rows));
      assertArrayEquals(new float[] {23, 24, 25, -1}, rows.rows(0, 1).toArray());
      assertEquals("xyz", stream.rows().orElseThrow().row(0).get("text"));

      InputPreparation.Table table = (InputPreparation.Table) data.preparation();
      assertEquals(List.of(InputColumn.Text.of("text", new Letters(), 4)), table.columns());
      RowEncoder encoder = new RowEncoder(table, saved -> new Letters());
      assertArrayEquals(new float[] {23, 24, 25, -1}, encoder.encode(Map.of("text", "xyz")));
      assertArrayEquals(new float[] {-1, -1, -1, -1}, encoder.encode(Map.of("text", "?")));
      assertArrayEquals(new float[] {-1, -1, -1, -1}, encoder.encode(Map.of("text", 17)));
    }
  }

  /** In JSON lines null is an empty cell, of which there may be some in training. */
  @Test
  void aTextThatIsNullIsEmpty() throws IOException {
    try (Dataset data = load(mails())) {
      RowEncoder encoder =
          new RowEncoder((InputPreparation.Table) data.preparation(), saved -> new Letters());
      assertArrayEquals(
          new float[] {-1, -1, -1, -1}, encoder.encode(Collections.singletonMap("text", null)));
    }
  }

  @Test
  void aFileWithoutLabelsNeedsNoTrainingFile() throws IOException {
    CsvBuilder settings =
        Csv.builder(Path.of("t.csv"))
            .outputs("spam", "ham")
            .text(new TableText("text", new Letters(), 2));
    try (Dataset data = load(settings);
        SampleStream stream = data.unlabelled().orElseThrow();
        Tensor rows = Tensor.allocate(data.inputShape().batch(9))) {
      assertEquals(4, stream.read(rows));
      assertArrayEquals(new float[] {0, 1}, rows.rows(0, 1).toArray());
    }
  }

  @Test
  void contradictionsAreRefused() {
    assertRefused(
        IllegalArgumentException.class,
        () -> mails().ignore("id").build(),
        "leave categorical and ignore out");
    assertRefused(
        IllegalArgumentException.class,
        () -> mails().text(new TableText("label", new Letters(), 4)).build(),
        "named twice");
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    assertRefused(
        RetortException.class,
        () -> load(mails().text(new TableText("body", new Letters(), 4))),
        "no column 'body'");
  }

  private static CsvBuilder vectors() {
    return Csv.builder(Path.of("t.csv"))
        .text(new TableText("text", new Letters(), 4))
        .embedding(new TableEmbedding("meaning", 3));
  }

  @Test
  void anEmbeddingNeedsNoLabel() throws IOException {
    try (Dataset data = load(vectors())) {
      assertEquals(List.of(new Head("meaning", new Task.Embedding(3))), data.heads());
      assertEquals(4, data.train().size());
      assertArrayEquals(new float[] {0, 1, 2, -1}, input(data, 0));
      assertEquals(List.of(), data.warnings());
    }
  }

  @Test
  void anEmbeddingMayBeLearnedBesideLabels() throws IOException {
    try (Dataset data = load(vectors().label("label"))) {
      assertEquals(
          List.of(
              new Head("label", new Task.SingleLabel(List.of("ham", "spam"))),
              new Head("meaning", new Task.Embedding(3))),
          data.heads());
      assertArrayEquals(
          new int[] {1, 0},
          ((Target.Classes) data.train().labels("label", new int[] {2, 3})).labels());
    }
  }

  @Test
  void whatElseIsPredictedBesideAnEmbeddingHasLabels() {
    assertThrows(
        "the head 'label' needs its label columns", () -> vectors().outputs("ham", "spam").build());
    assertThrows(
        "Two heads are called 'label'; give the embedding another name",
        () -> vectors().label("label").embedding(new TableEmbedding("label", 3)).build());
  }

  private static void assertThrows(String part, Executable settings) {
    String message = Assertions.assertThrows(IllegalArgumentException.class, settings).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void otherSamplesMayBeLabelledWithVectors() throws IOException {
    Files.writeString(folder.resolve("new.csv"), "text\nabba\n");
    try (Dataset data = load(vectors().unlabelled(Path.of("new.csv")));
        SampleStream stream = data.unlabelled().orElseThrow();
        Tensor row = Tensor.allocate(Shape.of(2, 4))) {
      assertEquals(1, stream.read(row));
      assertEquals(1, row.get(1));
    }
  }
}
