package io.retort.runtime.prediction;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
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
import io.retort.core.network.Weights;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.tensor.Shape;
import io.retort.core.text.SavedTokenizer;
import io.retort.serving.Computation;
import io.retort.serving.Student;
import io.retort.serving.format.NetworkFolder;
import io.retort.tokenizers.HashedNgrams;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePredictionsTest {
  private static final HashedNgrams WORDS = new HashedNgrams(1000, 1, 0, true);

  @TempDir private Path folder;

  /** price = age + 10 · red + 20 · blue, of a table with semicolons and decimal commas. */
  private Student ofTable() {
    return student(
        new InputPreparation.Table(
            List.of(
                new InputColumn.Numeric("age", Standardization.NONE, 50),
                new InputColumn.Categorical(
                    "colour", List.of("red", "blue"), "red", UnknownCategory.IGNORE)),
            new TableFormat(true, ';', ',', List.of("-"), MissingValues.FILL)),
        3,
        1,
        10,
        20);
  }

  private Student student(InputPreparation preparation, int inputs, float... weight) {
    SavedNetwork network =
        new SavedNetwork(
            NetworkPlan.of(
                NetworkDescription.sequence()
                    .add("flat", new Layer.Flatten())
                    .add("out", new Layer.Dense(1, ActivationFunction.LINEAR))
                    .build(),
                preparation instanceof InputPreparation.Pixels
                    ? Shape.of(1, 1, inputs)
                    : Shape.of(inputs)),
            new Weights(
                Map.of(
                    "out.weight", new Weights.Array(Shape.of(1, inputs), weight),
                    "out.bias", new Weights.Array(Shape.of(1), new float[1]))));
    Head head = new Head("price", new Task.Regression(List.of("euros")));
    NetworkFolder.write(
        new SavedModel(network, Optional.of(new Signature(preparation, List.of(head)))), folder);
    return Student.load(folder, Computation.JAVA);
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @Test
  void rowsAreReadAsTheTableOfTheTraining() throws IOException {
    Path table = file("a.csv", "colour; age ;name", "red;1,5;x", "blue;-;y", "green; 7 ;\"a;b\"");
    Path output = folder.resolve("out.csv");
    try (Student student = ofTable()) {
      PredictionReport report = FilePredictions.of(student, table, Optional.empty()).write(output);
      assertEquals(
          List.of("source,value:price:euros", "1,11.5", "2,70.0", "3,7.0"),
          Files.readAllLines(output));
      assertEquals(
          new PredictionReport(
              3,
              0,
              Optional.empty(),
              Map.of("age", 1L),
              Map.of("colour", 1L),
              Map.of(),
              Map.of("name", 3L)),
          report);
    }
  }

  /** Of the table, not of its first row, which it may not have. */
  @Test
  void aTableWithoutAColumnIsRefused() throws IOException {
    try (Student student = ofTable()) {
      for (String header : new String[] {"age,colour", "age;Colour", "\0"}) {
        Path table = file("a.csv", header);
        FilePredictions predictions = FilePredictions.of(student, table, Optional.empty());
        assertRefused(
            () -> predictions.skippingRefused().write(OutputStream.nullOutputStream()),
            table + " has the columns",
            "lacks [",
            "colour]");
      }
    }
  }

  @Test
  void whatIsNotWrittenInUtf8IsCounted() throws IOException {
    byte[] latin = "age;colour;note\n1;r\u00e9d;caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    try (Student student = ofTable()) {
      Path table = Files.write(folder.resolve("a.csv"), latin);
      PredictionReport report =
          FilePredictions.of(student, table, Optional.empty())
              .write(OutputStream.nullOutputStream());
      assertEquals(Map.of("colour", 1L), report.replaced());
    }
  }

  @Test
  void rawDataIsNotReplacedByItsPredictions() throws IOException {
    Path table = file("a.csv", "age;colour", "1;red");
    Path other = folder.resolve("out.csv");
    Files.createSymbolicLink(other, table);
    try (Student student = ofTable()) {
      FilePredictions predictions = FilePredictions.of(student, table, Optional.empty());
      assertRefused(() -> predictions.write(table), table.toString(), "another file");
      assertRefused(() -> predictions.write(other), table.toString(), "another file");
    }
    assertEquals(List.of("age;colour", "1;red"), Files.readAllLines(table));
  }

  @Test
  void theStandardInputIsReadAsAFileIs() throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("age;colour\n1;red\n".getBytes(StandardCharsets.UTF_8)));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (Student student = ofTable()) {
      FilePredictions.of(student, Path.of("-"), Optional.of("csv")).write(output);
      FilePredictions images = FilePredictions.of(student, Path.of("-"), Optional.of("images"));
      assertRefused(() -> images.write(OutputStream.nullOutputStream()), "standard input");
      assertRefused(
          () -> FilePredictions.of(student, Path.of("-"), Optional.empty()), "--format: csv");
    } finally {
      System.setIn(before);
    }
    assertEquals(
        List.of("source,value:price:euros", "1,11.0"),
        output.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void filesOfManyBatchesAreWrittenWhole() throws IOException {
    String[] lines = new String[1001];
    lines[0] = "age;colour";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = i + ";red";
    }
    Path output = folder.resolve("out.csv");
    try (Student student = ofTable()) {
      FilePredictions.of(student, file("a.csv", lines), Optional.empty()).write(output);
    }
    List<String> written = Files.readAllLines(output);
    assertEquals(1001, written.size());
    for (int i = 1; i < lines.length; i++) {
      assertEquals(i + "," + (i + 10f), written.get(i));
    }
  }

  @Test
  void aListenerIsToldWhichFileAndWhenItIsOver() throws IOException {
    List<PhaseReport> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void phase(PhaseReport report) {
            told.add(report);
          }
        };
    try (Student student = ofTable()) {
      FilePredictions.of(student, file("a.csv", "age;colour", "1;red", "2;red"), Optional.empty())
          .telling(listener)
          .skippingRefused()
          .write(OutputStream.nullOutputStream());
    }
    assertEquals(new PhaseReport("Predicting a.csv", 0, 0, false), told.get(0));
    assertEquals(new PhaseReport("Predicting a.csv", 2, 0, true), told.get(told.size() - 1));
  }

  @Test
  void jsonLinesHoldRowsOrPreparedValues() throws IOException {
    Path rows =
        file(
            "a.jsonl",
            "{\"age\": 2, \"colour\": \"red\"}",
            "",
            "[1, 0, 1]",
            "{\"age\": null," + " \"colour\": \"blue\"}");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Student student = ofTable()) {
      FilePredictions.of(student, rows, Optional.empty()).write(out);
    }
    assertEquals(
        List.of(
            "{\"source\":\"1\",\"price\":{\"values\":{\"euros\":12.0}}}",
            "{\"source\":\"2\",\"price\":{\"values\":{\"euros\":21.0}}}",
            "{\"source\":\"3\",\"price\":{\"values\":{\"euros\":70.0}}}"),
        out.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void aRowThatCannotBePreparedStopsAllOrIsLeftOut() throws IOException {
    Path table = file("a.csv", "age;colour", "1;red", "one;red", "2", "3;blue");
    Path output = folder.resolve("out.csv");
    try (Student student = ofTable()) {
      FilePredictions predictions = FilePredictions.of(student, table, Optional.empty());
      assertRefused(() -> predictions.write(output), "a.csv, line 3: ", "'age'", "'one'");
      assertFalse(Files.exists(output));

      PredictionReport report = predictions.skippingRefused().write(output);

      assertEquals(2, report.predicted());
      assertEquals(2, report.refused());
      assertEquals(
          List.of("source,value:price:euros", "1,11.0", "4,23.0"), Files.readAllLines(output));
    }
  }

  @Test
  void whatIsNoJsonIsRefusedByItsLine() throws IOException {
    try (Student student = ofTable()) {
      for (String bad :
          new String[] {
            "{\"age\": 1", "3", "[1, \"x\"]", "[1, 2]", "{\"age\": 1, \"age\": 2}", "[".repeat(5000)
          }) {
        Path rows = file("b.jsonl", "[1, 0, 1]", bad);
        assertRefused(
            () -> FilePredictions.of(student, rows, Optional.empty()).write(folder.resolve("o")),
            "b.jsonl, line 2: ");
      }
    }
  }

  @Test
  void imagesAreReadInTheOrderOfTheirNames() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    write(images.resolve("b.png"), 255, 0);
    write(images.resolve("a.PNG"), 51, 102);
    file("images/notes.txt", "no image");
    Path output = folder.resolve("out.csv");
    try (Student student =
        student(new InputPreparation.Pixels(255, Standardization.NONE), 2, 1, 10)) {
      FilePredictions.of(student, images, Optional.empty()).write(output);
      assertEquals(
          List.of("source,value:price:euros", "a.PNG,4.2", "b.png,1.0"),
          Files.readAllLines(output));
      Path broken = file("c.png", "no image");
      assertRefused(
          () -> FilePredictions.of(student, broken, Optional.empty()).write(output), "c.png");
    }
  }

  /** An image of a gigapixel is 8 bytes of a header away from a small one. */
  @Test
  void imagesThatAreTooLargeAreNotDecoded() throws IOException {
    Path image = folder.resolve("a.png");
    write(image, 1, 2);
    byte[] bytes = Files.readAllBytes(image);
    bytes[17] = bytes[21] = 1;
    Files.write(image, bytes);
    try (Student student =
        student(new InputPreparation.Pixels(255, Standardization.NONE), 2, 1, 10)) {
      FilePredictions predictions = FilePredictions.of(student, image, Optional.empty());
      assertRefused(
          () -> predictions.write(OutputStream.nullOutputStream()),
          "a.png",
          "pixels; images are read that have the shape 1x1x2");
    }
  }

  private static void write(Path file, int left, int right) throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {left, right});
    ImageIO.write(image, "png", file.toFile());
  }

  @Test
  void aFileOfAnotherKindThanTheTrainingDataIsRefused() throws IOException {
    Path output = folder.resolve("o");
    Path image = folder.resolve("a.png");
    write(image, 0, 255);
    try (Student student = ofTable()) {
      FilePredictions predictions = FilePredictions.of(student, image, Optional.empty());
      assertRefused(() -> predictions.write(output), "a.png", "not learned from images");
      PredictionReport report = predictions.skippingRefused().write(output);
      assertEquals(0, report.predicted());
      assertEquals(1, report.refused());
    }
    try (Student student =
        student(new InputPreparation.Pixels(255, Standardization.NONE), 2, 1, 10)) {
      for (Path rows : List.of(file("b.csv", "a", "1"), file("b.jsonl", "{\"a\": 1}"))) {
        assertRefused(
            () -> FilePredictions.of(student, rows, Optional.empty()).write(output),
            rows.getFileName() + ", ",
            "not learned from the columns of a table");
      }
    }
  }

  @Test
  void whatIsNotThereOrNotKnownIsNamed() throws IOException {
    Path text = file("notes.md", "1");
    Path empty = file("empty.csv");
    try (Student student = ofTable()) {
      assertRefused(
          () -> FilePredictions.of(student, folder.resolve("x.csv"), Optional.empty()), "x.csv");
      assertRefused(
          () -> FilePredictions.of(student, text, Optional.empty()), "notes.md", "--format");
      assertRefused(
          () -> FilePredictions.of(student, empty, Optional.empty()).write(folder.resolve("o")),
          "empty.csv",
          "no rows");
    }
  }

  /** The price is the number of the first token. */
  private Student ofTexts() {
    return student(
        new InputPreparation.Table(
            List.of(InputColumn.Text.of("text", WORDS, 2)), TableFormat.USUAL),
        2,
        1,
        0);
  }

  private static String firstToken(String text) {
    return Float.toString(WORDS.tokens(text, 2)[0]);
  }

  @Test
  void textsAreSplitAsInTraining() throws IOException {
    Path lines = file("texts.txt", "Hello, world", "", "world");
    Path rows = file("texts.jsonl", "{\"text\": \"Hello, world\", \"id\": 7}");
    Path table = file("texts.csv", "text,id", "\"Hello, world\",7");
    try (Student student = ofTexts()) {
      assertEquals(
          List.of(
              "source,value:price:euros",
              "1," + firstToken("hello"),
              "2,-1.0",
              "3," + firstToken("world")),
          predicted(student, lines));
      assertEquals("1," + firstToken("hello"), predicted(student, table).get(1));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      FilePredictions.of(student, rows, Optional.empty()).write(out);
      assertTrue(out.toString(StandardCharsets.UTF_8).contains(firstToken("hello")));
      assertEquals(firstToken("hello"), Float.toString(student.predict("Hello, world")[0]));
    }
  }

  /** Longer than Jackson would allow by itself. */
  @Test
  void cellsMayBeAsLongAsInTraining() throws IOException {
    String words = "hello " + "x".repeat(20_000_000);
    Path rows = file("long.jsonl", "{\"text\": \"" + words + "\"}");
    Path table = file("long.csv", "text", words);
    Path longer = folder.resolve("longer.jsonl");
    try (Writer out = Files.newBufferedWriter(longer)) {
      out.write("{\"text\": \"");
      for (int length = 0; length <= TableFormat.LONGEST_CELL; length += words.length()) {
        out.write(words);
      }
      out.write("\"}");
    }
    try (Student student = ofTexts()) {
      assertTrue(predicted(student, rows).get(0).contains(firstToken("hello")));
      assertEquals("1," + firstToken("hello"), predicted(student, table).get(1));
      assertRefused(
          () -> predicted(student, longer),
          "longer.jsonl, line 1: ",
          "exceeds the maximum allowed (134217728)");
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
    Path lines = file("texts.txt", "\uFEFFhello", "hello");
    Path rows = file("texts.jsonl", "\uFEFF{\"text\": \"hello\"}");
    Path table = file("texts.csv", "\uFEFFtext", "hello");
    try (Student student = ofTexts()) {
      for (Path each : List.of(lines, table)) {
        assertEquals("1," + firstToken("hello"), predicted(student, each).get(1));
      }
      assertTrue(predicted(student, rows).get(0).contains(firstToken("hello")));
    }
  }

  private static List<String> predicted(Student student, Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FilePredictions.of(student, file, Optional.empty()).write(out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aStudentOfATableReadsNoLinesOfText() throws IOException {
    Path lines = file("texts.txt", "Hello");
    try (Student student = ofTable()) {
      assertRefused(
          () ->
              FilePredictions.of(student, lines, Optional.empty())
                  .write(OutputStream.nullOutputStream()),
          "has not learned from texts alone");
    }
  }

  @Test
  void aTokenizerThatIsNotHereIsNamed() {
    assertRefused(
        () ->
            student(
                new InputPreparation.Table(
                    List.of(
                        new InputColumn.Text(
                            "text", new SavedTokenizer("acme", Map.of()), OptionalInt.empty(), 2)),
                    TableFormat.USUAL),
                2,
                1,
                0),
        "the tokenizer 'acme', which is not here (there are [hashed-ngrams");
  }
}
