package io.retort.serving.format;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.data.UnknownCategory;
import io.retort.core.image.ImageFit;
import io.retort.core.text.SavedTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureFormatTest {
  @TempDir private Path folder;

  private static final Signature ALL =
      new Signature(
          new InputPreparation.Table(
              List.of(
                  new InputColumn.Numeric(
                      "age, \"years\"", new Standardization(1.0 / 3, 1e-9), -0.1),
                  new InputColumn.Categorical(
                      "port", List.of("", "C\nD", "Ŝ"), "", UnknownCategory.OWN)),
              new TableFormat(false, '\t', ',', List.of("\u2205"), MissingValues.ERROR)),
          List.of(
              new Head("kind", new Task.SingleLabel(List.of("no", "yes"))),
              new Head("traits", new Task.MultiLabel(List.of("old"))),
              new Head(
                  "price",
                  new Task.Regression(
                      List.of("low", "high"),
                      List.of(new Standardization(Math.PI * 1e6, 0.1), Standardization.NONE))),
              new Head("vector", new Task.Embedding(384))));

  private static final List<Signature> OF_EACH_KIND =
      List.of(
          ALL,
          new Signature(new InputPreparation.Values(), ALL.heads()),
          new Signature(
              new InputPreparation.Pixels(255, new Standardization(0.1307, 1.0 / 3)), ALL.heads()),
          new Signature(
              new InputPreparation.Pixels(255, Standardization.NONE, ImageFit.CROP), ALL.heads()),
          new Signature(
              new InputPreparation.Table(
                  List.of(
                      new InputColumn.Text(
                          "mail",
                          new SavedTokenizer("any", Map.of("case", "lower")),
                          OptionalInt.of(9),
                          3)),
                  TableFormat.USUAL),
              ALL.heads()));

  @Test
  void whatIsWrittenIsReadBackToTheBit() throws IOException {
    for (Signature signature : OF_EACH_KIND) {
      byte[] written = SignatureFormat.encode(signature);

      assertEquals(
          signature, SignatureReader.read(Files.write(folder.resolve("signature.json"), written)));
    }
  }

  /** Those that are still to come too. */
  @Test
  void everyKindIsTried() {
    assertEquals(
        Set.of(InputPreparation.class.getPermittedSubclasses()),
        kinds(OF_EACH_KIND.stream().map(Signature::preparation)));
    assertEquals(
        Set.of(InputColumn.class.getPermittedSubclasses()),
        kinds(OF_EACH_KIND.stream().flatMap(signature -> signature.columns().stream())));
    assertEquals(
        Set.of(Task.class.getPermittedSubclasses()), kinds(ALL.heads().stream().map(Head::task)));
  }

  private static Set<Class<?>> kinds(Stream<?> values) {
    return values.map(Object::getClass).collect(Collectors.toSet());
  }

  /** The vocabularies of some models have 30 MB. */
  @Test
  void largeTokenizersAreReadBack() throws IOException {
    Signature texts =
        new Signature(
            new InputPreparation.Table(
                List.of(
                    new InputColumn.Text(
                        "mail",
                        new SavedTokenizer("file", Map.of("content", "x".repeat(21_000_000))),
                        OptionalInt.of(30_000),
                        3)),
                TableFormat.USUAL),
            ALL.heads());

    assertEquals(
        texts,
        SignatureReader.read(
            Files.write(folder.resolve("signature.json"), SignatureFormat.encode(texts))));
  }

  /** As version 0.1 wrote texts before it saved how many tokens there are. */
  @Test
  void textsOfAnUnknownVocabularyAreReadAndWrittenAsSuch() throws IOException {
    String older =
        "{\"inputs\":[{\"name\":\"mail\",\"kind\":\"text\",\"length\":3,\"tokenizer\":\"any\","
            + "\"tokenizer-settings\":{}}],"
            + "\"heads\":[{\"name\":\"h\",\"task\":\"single-label\",\"classes\":[\"a\",\"b\"]}]}";
    Path file = folder.resolve("signature.json");

    Signature read = SignatureReader.read(Files.writeString(file, older));

    assertEquals(
        List.of(
            new InputColumn.Text(
                "mail", new SavedTokenizer("any", Map.of()), OptionalInt.empty(), 3)),
        read.columns());
    assertEquals(read, SignatureReader.read(Files.write(file, SignatureFormat.encode(read))));
  }

  /** As version 0.1 wrote it before it knew how tables are written. */
  @Test
  void aSignatureOfColumnsAloneIsReadAsAUsualTable() throws IOException {
    String older =
        "{\"inputs\":[{\"name\":\"age\",\"kind\":\"numeric\",\"mean\":4,\"deviation\":2,\"fill\":4}],"
            + "\"heads\":[{\"name\":\"h\",\"task\":\"single-label\",\"classes\":[\"a\",\"b\"]}]}";

    assertEquals(
        new InputPreparation.Table(
            List.of(new InputColumn.Numeric("age", new Standardization(4, 2), 4)),
            TableFormat.USUAL),
        SignatureReader.read(Files.writeString(folder.resolve("signature.json"), older))
            .preparation());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"inputs\":[]}",
        "{\"inputs\":[{}],\"heads\":[]}",
        "{\"inputs\":[{\"name\":\"a\",\"kind\":\"numeric\",\"mean\":\"x\"}],\"heads\":[]}",
        "{\"inputs\":[],\"heads\":[{\"name\":\"h\",\"task\":\"guess\"}]}",
        "{\"inputs\":[],\"heads\":[{\"name\":\"h\",\"task\":\"embedding\"}]}",
        "{\"inputs\":[],\"heads\":[{\"name\":\"h\",\"task\":\"embedding\",\"width\":0}]}",
        "{\"inputs\":[],\"heads\":[{\"name\":\"h\",\"task\":\"single-label\",\"classes\":[1,2]}]}",
        "{\"inputs\":[],\"heads\":[{\"name\":\"h\",\"task\":\"regression\","
            + "\"values\":[{\"name\":\"v\",\"mean\":0,\"deviation\":-1}]}]}"
      })
  void whatIsNoSignatureIsRefusedWithTheFile(String text) throws IOException {
    Path file = file(text);
    RetortException refusal = assertThrows(RetortException.class, () -> SignatureReader.read(file));
    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
  }

  /** Whatever it is about: a prediction without it would be wrong. */
  @Test
  void aKeyOfANewerVersionIsRefusedWhereverItStands() throws IOException {
    for (Signature signature : OF_EACH_KIND) {
      String written = new String(SignatureFormat.encode(signature), StandardCharsets.UTF_8);
      for (int at = written.indexOf('{'); at >= 0; at = written.indexOf('{', at + 1)) {
        String rest = written.substring(at + 1);
        String comma = rest.stripLeading().startsWith("}") ? "" : ",";
        Path file = file(written.substring(0, at + 1) + "\"newer\": 1" + comma + rest);
        assertRefused(
            () -> SignatureReader.read(file), file.toString(), "'newer'", "version of Retort");
      }
    }
  }

  @Test
  void kindsOfANewerVersionAreRefusedAsSuch() throws IOException {
    Path column = file("{\"inputs\":[{\"name\":\"a\",\"kind\":\"place\"}],\"heads\":[]}");
    assertRefused(
        () -> SignatureReader.read(column), "does not know the kind of column 'place'", "version");
    Path head = file("{\"inputs\":[],\"heads\":[{\"name\":\"h\",\"task\":\"guess\"}]}");
    assertRefused(() -> SignatureReader.read(head), "does not know the task 'guess'", "version");
  }

  @Test
  void decimalMarksOfNoTableAreRefused() throws IOException {
    String written = new String(SignatureFormat.encode(ALL), StandardCharsets.UTF_8);
    String altered = written.replaceFirst("(\"decimal\"\\s*:\\s*)\",\"", "$1\";\"");
    Path file = file(altered);

    String message =
        assertThrows(RetortException.class, () -> SignatureReader.read(file)).getMessage();

    assertTrue(message.contains("decimal mark of a table is '.' or ',', not ';'"), message);
    assertTrue(message.contains(file.toString()), message);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("signature.json"), text);
  }
}
