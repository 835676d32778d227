package io.retort.tokenizers;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.text.TokenizerProvider;
import io.retort.testkit.TokenizerContract;
import io.retort.tokenizers.providers.HashedNgramsProvider;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Words, sequences of words and of characters in buckets. */
class HashedNgramsTest extends TokenizerContract<HashedNgrams> {
  private static final int MANY = 1000;

  /** So many buckets that few words share one. */
  private static final HashedNgrams WORDS = new HashedNgrams(1 << 24, 1, 0, true);

  private static final HashedNgrams PAIRS = new HashedNgrams(1 << 24, 2, 0, true);

  @Override
  protected TokenizerProvider<HashedNgrams> provider() {
    return new HashedNgramsProvider();
  }

  @Override
  protected HashedNgrams configuration() {
    return new HashedNgrams(4096, 3, 4, false);
  }

  private static int token(String word) {
    int[] tokens = WORDS.tokens(word, MANY);
    assertEquals(1, tokens.length, "not one word: " + word);
    return tokens[0];
  }

  private static int[] words(String... words) {
    return Arrays.stream(words).mapToInt(HashedNgramsTest::token).toArray();
  }

  @Test
  void wordsAreRunsOfLettersAndDigitsAndOtherCharactersStandAlone() {
    assertArrayEquals(
        words("free", "$", "$", "1000", "!", "naïve", "日本語"),
        WORDS.tokens("FREE $$1000!\n naïve\t日本語", MANY));
    assertArrayEquals(new int[0], WORDS.tokens(" \u00a0\u0000\n", MANY));
  }

  /** The order, and that the token of a pair depends on which word comes first. */
  @Test
  void sequencesEndWithTheirWord() {
    int[] tokens = PAIRS.tokens("one two three", MANY);
    assertEquals(5, tokens.length);
    assertArrayEquals(words("one", "two", "three"), new int[] {tokens[0], tokens[1], tokens[3]});
    assertEquals(tokens[2], PAIRS.tokens("One two", MANY)[2]);
    assertTrue(tokens[2] != PAIRS.tokens("two one", MANY)[2]);
    assertTrue(tokens[2] != token("onetwo"));
  }

  @Test
  void charactersAreThoseOfAWordWithItsBoundaries() {
    HashedNgrams three = new HashedNgrams(1 << 24, 1, 3, true);
    // The word, then " ca", "cat", "at ".
    int[] cat = three.tokens("cat", MANY);
    assertEquals(4, cat.length);
    int[] cats = three.tokens("cats", MANY);
    assertEquals(cat[1], cats[1]);
    assertEquals(cat[2], cats[2]);
    assertTrue(cat[3] != cats[3]);
    assertTrue(cat[0] != cat[2], "a word is not its own sequence of characters");
  }

  @Test
  void capitalsCountWhereTheyAreAskedFor() {
    HashedNgrams kept = new HashedNgrams(1 << 24, 1, 0, false);
    assertTrue(kept.tokens("Word", MANY)[0] != kept.tokens("word", MANY)[0]);
    assertEquals(token("Word"), token("word"));
  }

  /**
   * Saved students depend on these numbers, which no version may change. They come from a program
   * of another language.
   */
  @Test
  void bucketsStayWhatTheyAre() {
    assertArrayEquals(
        new int[] {64305, 26362, 49375, 34356, 55423},
        new HashedNgrams(65536, 2, 0, true).tokens("The student learns", MANY));
  }

  /** 20,000 words fall as evenly as if they were drawn: chi-squared within five deviations. */
  @Test
  void bucketsAreFilledEvenly() {
    int buckets = 64;
    int words = 20_000;
    HashedNgrams few = new HashedNgrams(buckets, 1, 0, true);
    int[] counts = new int[buckets];
    IntStream.range(0, words).forEach(i -> counts[few.tokens("w" + i, 1)[0]]++);
    double expected = (double) words / buckets;
    double chiSquared =
        IntStream.of(counts).mapToDouble(count -> Math.pow(count - expected, 2) / expected).sum();
    double deviation = Math.sqrt(2.0 * (buckets - 1));
    assertEquals(buckets - 1, chiSquared, 5 * deviation);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new HashedNgrams(1, 1, 0, true))
            .getMessage();
    assertEquals("'buckets' is 1, not from 2 to 16777216", message);
  }

  /** A setting that was read as something else would give other tokens without a word. */
  @Test
  void everyDamagedSettingIsRefused() {
    Map<String, String> settings = configuration().saved().settings();
    for (String name : settings.keySet()) {
      Map<String, String> damaged = new HashMap<>(settings);
      damaged.put(name, "maybe");
      assertRefused(() -> provider().restore(damaged), "'" + name + "' is 'maybe'");
    }
  }
}
