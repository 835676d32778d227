package io.retort.tokenizers.huggingface.model;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * A tokenizer that a file describes. The native one is freed when nobody holds this object any
 * more: tokenizers are plain parts of data sets and students, which nobody closes.
 */
final class FileTokenizer implements Tokenizer {
  static final String KIND = "huggingface";

  /** The setting with the content of the file. */
  static final String CONTENT = "content";

  /** The file's own padding and cut are for a model with inputs of one size. */
  private static final Map<String, String> OPTIONS =
      Map.of("padding", "DO_NOT_PAD", "truncation", "DO_NOT_TRUNCATE", "addSpecialTokens", "true");

  /** How many characters of a text are read for each token that is wanted. */
  private static final long CHARACTERS_OF_A_TOKEN = 64;

  /** How many are read at least. */
  private static final int FEWEST = 1 << 20;

  /**
   * How many are read at most. The library ends the process where a file's regular expression has
   * tried ten million characters in vain, such as blanks, and where memory is short.
   */
  private static final int MOST = 1 << 23;

  private final String content;
  private final HuggingFaceTokenizer tokenizer;
  private final int vocabulary;

  private FileTokenizer(String content, HuggingFaceTokenizer tokenizer, int vocabulary) {
    this.content = content;
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    // Its thread ends with its work.
    Cleaner.create().register(this, tokenizer::close);
  }

  /**
   * Makes a tokenizer.
   *
   * @param content of the file
   * @param what the beginning of a sentence about it
   * @throws RetortException if the library refuses it, or does not work here
   */
  static FileTokenizer of(String content, String what) {
    NativeTokenizers.load();
    int vocabulary = Vocabulary.of(content, what);
    HuggingFaceTokenizer tokenizer;
    try {
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), OPTIONS);
    } catch (IOException | RuntimeException refused) {
      throw new RetortException(
          ErrorKind.DATA,
          what
              + " is not a tokenizer.json that Hugging Face's library can read: "
              + Echo.line(Reason.of(refused))
              + "; name that of a model, as transformers' save_pretrained writes it",
          refused);
    }
    return new FileTokenizer(content, tokenizer, vocabulary);
  }

  @Override
  public int vocabulary() {
    return vocabulary;
  }

  @Override
  public int[] tokens(String text, int most) {
    // Java's strings may have halves of characters, which the library's cannot.
    byte[] whole = beginning(text, most).getBytes(StandardCharsets.UTF_8);
    Encoding encoding;
    try {
      encoding = tokenizer.encode(new String(whole, StandardCharsets.UTF_8), true, false);
    } finally {
      // The native tokenizer is not to be freed while it is splitting for the last time.
      Reference.reachabilityFence(this);
    }
    long[] ids = encoding.getIds();
    long[] special = encoding.getSpecialTokenMask();
    // What is too much is cut from the end of the text, so that what marks the end stays.
    int surplus = Math.max(0, ids.length - most);
    int[] tokens = new int[ids.length];
    int begin = tokens.length;
    for (int i = ids.length - 1; i >= 0; i--) {
      if (surplus > 0 && special[i] == 0) {
        surplus--;
      } else {
        tokens[--begin] = Math.toIntExact(ids[i]);
      }
    }
    return Arrays.copyOfRange(tokens, begin, Math.min(tokens.length, begin + most));
  }

  private static String beginning(String text, int most) {
    long characters = Math.min(MOST, Math.max(FEWEST, CHARACTERS_OF_A_TOKEN * most));
    return text.substring(0, (int) Math.min(text.length(), characters));
  }

  @Override
  public SavedTokenizer saved() {
    return new SavedTokenizer(KIND, Map.of(CONTENT, content));
  }
}
