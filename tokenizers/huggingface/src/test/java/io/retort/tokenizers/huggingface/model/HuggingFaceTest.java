package io.retort.tokenizers.huggingface.model;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import io.retort.testkit.TestContext;
import io.retort.testkit.TokenizerContract;
import io.retort.tokenizers.huggingface.HuggingFace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small tokenizer as BERT's, with pieces of words, whose file pads to eight tokens and cuts at
 * them, as the files of sentence transformers do.
 */
class HuggingFaceTest extends TokenizerContract<HuggingFace> {
  private static final int MANY = 100;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("tokenizer.json"), json());
  }

  private static String json() {
    try (var in = HuggingFaceTest.class.getResourceAsStream("tokenizer.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  @Override
  protected TokenizerProvider<HuggingFace> provider() {
    return new HuggingFaceProvider();
  }

  @Override
  protected HuggingFace configuration() {
    return new HuggingFace(file);
  }

  private Tokenizer open(Path path) {
    return provider().create(new HuggingFace(path), new TestContext(folder, 1));
  }

  @Test
  void piecesOfWordsAreFoundAndWhatIsUnknownIsSaid() {
    // [CLS] the student learn ##s from the teacher [UNK] [SEP]
    assertArrayEquals(
        new int[] {2, 4, 5, 7, 8, 9, 4, 6, 1, 3},
        open(file).tokens("The student learns from the TEACHER zzz", MANY),
        "neither padded nor cut as the file says");
    assertArrayEquals(new int[] {2, 3}, open(file).tokens("", MANY));
    assertEquals(14, open(file).vocabulary());
  }

  @Test
  void whatMarksTheEndStaysWhenATextIsCut() {
    Tokenizer tokenizer = open(file);
    assertArrayEquals(new int[] {2, 4, 5, 3}, tokenizer.tokens("the student learns", 4));
    assertArrayEquals(new int[] {2, 3}, tokenizer.tokens("the student learns", 2));
    assertArrayEquals(new int[] {2}, tokenizer.tokens("the student learns", 1));
  }

  @Test
  void otherFilesAreRefusedByName() throws IOException {
    assertRefused(() -> open(folder.resolve("none.json")), "none.json does not exist");
    assertRefused(() -> open(folder), "is a folder; name the file tokenizer.json in it");
    Path other = Files.writeString(folder.resolve("config.json"), "{\"architectures\": []}");
    assertRefused(() -> open(other), "config.json is not a tokenizer.json: it has no vocabulary");
    Path cut = Files.writeString(folder.resolve("cut.json"), json().substring(0, 900));
    assertRefused(() -> open(cut), "cut.json is not a tokenizer.json", "in line");
    Path binary = Files.write(folder.resolve("sp.model"), new byte[] {10, (byte) 0xFF, 3});
    assertRefused(() -> open(binary), "sp.model is not text");
    Path strange =
        Files.writeString(folder.resolve("strange.json"), json().replace("WordPiece", "Nothing"));
    assertRefused(() -> open(strange), "strange.json is not a tokenizer.json that");
  }

  /** Every file that is cut off, and some that are altered, are refused or read. */
  @Test
  void damagedFilesDoNotCrash() throws IOException {
    String json = json();
    for (int length = 0; length < json.length(); length += 37) {
      Path cut = Files.writeString(folder.resolve("cut.json"), json.substring(0, length));
      assertRefused(() -> open(cut), "not a tokenizer.json");
    }
  }

  @Test
  void filesThatAreNestedWithoutEndAreRefused() throws IOException {
    for (String open : new String[] {"[", "{\"a\":", "{\"model\":", "{\"added_tokens\":["}) {
      Path deep = Files.writeString(folder.resolve("deep.json"), open.repeat(100_000));
      assertRefused(() -> open(deep), "deep.json is not a tokenizer.json");
    }
  }

  /** The library would need gigabytes for texts of a hundred million characters. */
  @Test
  void ofALongTextTheBeginningIsRead() {
    String behind = " ".repeat(1 << 20) + "the";
    assertArrayEquals(new int[] {2, 3}, open(file).tokens(behind, MANY));
    assertArrayEquals(new int[] {2, 4, 3}, open(file).tokens(behind, 1 << 15));
    assertArrayEquals(new int[] {2, 4, 3}, open(file).tokens(behind.substring(1000), MANY));
  }

  /** As of Llama 3: every blank is tried as one before a line's end. */
  @Test
  void expressionsOfAFileAreTriedOnAsManyBlanksAsTheLibraryBears() throws IOException {
    String splitting =
        json()
            .replaceFirst(
                "\\{[^{}]*\"BertPreTokenizer\"[^{}]*}",
                "{\"type\": \"Split\", \"behavior\": \"Removed\", \"invert\": false,"
                    + " \"pattern\": {\"Regex\": \"\\\\\\\\s*[\\\\\\\\r\\\\\\\\n]+|\\\\\\\\s+\"}}");
    Path llama = Files.writeString(folder.resolve("llama.json"), splitting);
    assertArrayEquals(
        new int[] {2, 4, 5, 3},
        open(llama).tokens("the" + " ".repeat(500_000) + "student" + " ".repeat(1 << 25), MANY));
  }

  @Test
  void propertiesOfTheSystemStayAsTheyWere() {
    open(file);
    assertNull(System.getProperty("ENGINE_CACHE_DIR"));
    assertNull(System.getProperty("RUST_FLAVOR"));
  }

  @Test
  void restoringNeedsNoFile() throws IOException {
    Map<String, String> settings = open(file).saved().settings();
    Files.delete(file);
    assertArrayEquals(new int[] {2, 4, 3}, provider().restore(settings).tokens("the", MANY));
  }
}
