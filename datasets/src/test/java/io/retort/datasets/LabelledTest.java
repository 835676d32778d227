package io.retort.datasets;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.plugin.Context;
import io.retort.core.tensor.Shape;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import io.retort.datasets.providers.LabelledProvider;
import io.retort.datasets.table.TableText;
import io.retort.testkit.DatasetContract;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTest extends DatasetContract<Labelled> {
  private static final String FILE =
      """
      source,input:0:0,input:0:1,input:1:0,input:1:1,label:kind,probability:kind:cat,probability:kind:dog
      0,1,2,3,4,cat,0.75,0.25
      7,-1,0.5,1e-3,0,dog,0.1,0.9
      """;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    write("train.csv", FILE);
    write("test.csv", FILE.lines().limit(2).reduce("", (all, line) -> all + line + "\n"));
  }

  private void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected DatasetProvider<Labelled> provider() {
    return new LabelledProvider();
  }

  @Override
  protected Labelled configuration() {
    return new Labelled(
        Path.of("train.csv"), Optional.of(Path.of("test.csv")), Optional.empty(), Optional.empty());
  }

  @Override
  protected Context context() {
    return new TestContext(folder, 1);
  }

  private static Labelled labelled(String file) {
    return new Labelled(Path.of(file), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Dataset load() {
    return configuration().load(context());
  }

  @Test
  void indexesOfTheInputsSayTheirShape() {
    try (Dataset data = load()) {
      assertEquals(Shape.of(2, 2), data.inputShape());
      assertArrayEquals(new float[] {-1, 0.5f, 1e-3f, 0}, Gathered.inputs(data, data.train())[1]);
    }
  }

  @Test
  void theOrderOfTheColumnsDoesNotMatter() throws IOException {
    write(
        "train.csv",
        """
        probability:kind:dog,input:1,label:kind,note,input:0,probability:kind:cat
        0.1,20,cat,?,10,0.9
        """);
    try (Dataset data = labelled("train.csv").load(context())) {
      assertArrayEquals(new float[] {10, 20}, Gathered.inputs(data, data.train())[0]);
      // The outputs are in the order of their columns.
      assertEquals(
          List.of(new Head("kind", new Task.SingleLabel(List.of("dog", "cat")))), data.heads());
      Target.Classes classes = (Target.Classes) data.train().labels("kind", new int[] {0});
      assertArrayEquals(new int[] {1}, classes.labels());
    }
  }

  @Test
  void headsOfAllTasksAreTold() throws IOException {
    write(
        "train.csv",
        """
        input:0,label:a,probability:a:x,probability:a:y,label:b:r,label:b:s,probability:b:r,\
        probability:b:s,label:c:v,value:c:v
        1,y,0.2,0.8,1,0,0.9,0.4,-2.5,-2.5
        """);
    try (Dataset data = labelled("train.csv").load(context())) {
      assertEquals(
          List.of(
              new Head("a", new Task.SingleLabel(List.of("x", "y"))),
              new Head("b", new Task.MultiLabel(List.of("r", "s"))),
              new Head("c", new Task.Regression(List.of("v")))),
          data.heads());
      Target.MultiLabels labels = (Target.MultiLabels) data.train().labels("b", new int[] {0});
      assertArrayEquals(new float[] {1, 0}, labels.values().toArray());
      labels.values().close();
    }
  }

  @Test
  void outputsOfEveryKindSayWhatTheHeadsAre() throws IOException {
    for (String kind : List.of("probability", "log-probability", "logit")) {
      write("train.csv", FILE.replace("probability", kind));
      try (Dataset data = labelled("train.csv").load(context())) {
        assertEquals(
            List.of(new Head("kind", new Task.SingleLabel(List.of("cat", "dog")))), data.heads());
      }
    }
    write(
        "train.csv",
        """
        input:0,label:kind,logit:kind:cat,logit:kind:dog,probability:kind:cat,probability:kind:dog
        0,dog,-1,1,0.12,0.88
        """);
    try (Dataset data = labelled("train.csv").load(context())) {
      assertEquals(
          List.of(new Head("kind", new Task.SingleLabel(List.of("cat", "dog")))), data.heads());
    }
  }

  /** The length of a text, as its only token. */
  private record Length() implements Tokenizer {
    @Override
    public int vocabulary() {
      return 100;
    }

    @Override
    public int[] tokens(String text, int most) {
      return new int[] {text.length()};
    }

    @Override
    public SavedTokenizer saved() {
      return new SavedTokenizer("length", Map.of());
    }
  }

  private static final String TEXTS =
      """
      source,input:0,text:mail,label:kind,probability:kind:cat,probability:kind:dog
      0,77,"a, b",cat,0.75,0.25
      7,78,,dog,0.1,0.9
      """;

  @Test
  void textsAreReadInsteadOfTheTokensInTheFile() throws IOException {
    write("train.csv", TEXTS);
    write("test.csv", TEXTS.replace("a, b", "other"));
    TableText text = new TableText("mail", new Length(), 2);
    try (Dataset data =
        new Labelled(
                Path.of("train.csv"),
                Optional.of(Path.of("test.csv")),
                Optional.of(text),
                Optional.empty())
            .load(context())) {
      assertArrayEquals(new float[][] {{4, -1}, {0, -1}}, Gathered.inputs(data, data.train()));
      Samples test = data.test().orElseThrow();
      assertArrayEquals(new float[] {5, -1}, Gathered.inputs(data, test)[0]);
      assertEquals("a, b", data.train().rows().orElseThrow().row(0).get("mail"));
      assertEquals("other", test.rows().orElseThrow().row(0).get("mail"));
      assertEquals(
          List.of(InputColumn.Text.of("mail", new Length(), 2)), data.preparation().columns());
    }
    write("train.csv", FILE);
    assertRefused(
        () ->
            new Labelled(
                    Path.of("train.csv"), Optional.empty(), Optional.of(text), Optional.empty())
                .load(context()),
        "no column 'text:mail'");
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    assertFileRefused(FILE.replace(",dog,0.1", ",fox,0.1"), "line 3", "label:kind", "'fox'");
    assertFileRefused(FILE.replace("0.5,1e-3", "much,1e-3"), "line 3", "input:0:1", "'much'");
    assertFileRefused(FILE.replace("input:1:1", "input:1:2"), "4 columns of inputs", "2x3");
    assertFileRefused(FILE.replace("input:", "in:"), "no column such as input:0");
    assertFileRefused("input:0\n1\n", "no column such as probability:");
    assertFileRefused(FILE.lines().findFirst().orElseThrow() + "\n", "no samples");
  }

  @Test
  void labelsThatAreNeither0Nor1AreRefused() throws IOException {
    String table =
        """
        input:0,label:b:r,label:b:s,probability:b:r,probability:b:s
        1,1,%s,0.9,0.4
        """;
    assertFileRefused(table.formatted("7"), "line 2", "label:b:s", "'7'", "neither 0 nor 1");
    assertFileRefused(table.formatted("0.9"), "line 2", "label:b:s", "'0.9'", "neither 0 nor 1");
  }

  @Test
  void testSamplesOfOtherClassesAreRefused() throws IOException {
    write("test.csv", FILE.replace(":dog", ":wolf").replace(",dog", ",wolf"));

    RetortException refusal = assertThrows(RetortException.class, this::load);

    assertTrue(refusal.getMessage().contains("label both with the same teacher"));
  }

  private void assertFileRefused(String text, String... parts) throws IOException {
    write("train.csv", text);
    String message = assertRefused(this::load, parts).getMessage();
    assertTrue(message.contains("train.csv"), message);
  }

  private static final String VECTORS =
      """
      input:0,value:vector:1,value:vector:0,value:vector:2,label:vectors:x,value:vectors:x
      1,0.5,-1,3,7,7
      """;

  @Test
  void valuesThatAreCalledByTheirPlacesAndHaveNoLabelsAreAnEmbedding() throws IOException {
    write("vectors.csv", VECTORS);
    try (Dataset data = labelled("vectors.csv").load(context())) {
      assertEquals(
          List.of(
              new Head("vector", new Task.Embedding(3)),
              new Head("vectors", new Task.Regression(List.of("x")))),
          data.heads());
    }
    write("vectors.csv", VECTORS.replace("value:vector:2", "value:vector:3"));
    assertRefused(() -> labelled("vectors.csv").load(context()), "no column 'label:vector:1'");
  }

  @Test
  void aStudentsVectorMayHaveAnotherWidthThanTheTeachers() throws IOException {
    write("vectors.csv", VECTORS);
    Labelled narrow =
        new Labelled(Path.of("vectors.csv"), Optional.empty(), Optional.empty(), Optional.of(2));
    try (Dataset data = narrow.load(context())) {
      assertEquals(new Head("vector", new Task.Embedding(2)), data.heads().get(0));
    }
    write("vectors.csv", FILE);
    assertRefused(
        () -> narrow.load(context()), "vectors.csv", "no embedding, whose width could be 2");
  }
}
