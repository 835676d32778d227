package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What any tokenizer must do: give the same tokens for the same text whenever and from whichever
 * thread it is asked, keep to its vocabulary and to the number of tokens that are wanted, and be
 * made again from what was saved of it.
 *
 * @param <C> the tokenizer's configuration
 */
public abstract class TokenizerContract<C extends Record>
    extends ProviderContract<TokenizerProvider<C>, C> {
  private static final int MANY = 1000;
  private static final int THREADS = 4;

  private static final List<String> TEXTS =
      List.of(
          "",
          " \n\t ",
          "a",
          "The student learns from the teacher, word by word.",
          "the student learns from the teacher word by word",
          "Ärger im Café: naïve résumé – 日本語のテキスト 🙂🙂",
          "\u0000\uFFFD\uD800 halves of pairs \uDC00",
          "x".repeat(5000),
          "one two three ".repeat(2000));

  /** For subclasses. */
  protected TokenizerContract() {}

  private Tokenizer tokenizer() {
    return provider().create(configuration(), new TestContext(Path.of(""), 1));
  }

  @Test
  void tokensAreOfTheVocabulary() {
    Tokenizer tokenizer = tokenizer();
    assertTrue(
        tokenizer.vocabulary() >= 1 && tokenizer.vocabulary() <= 1 << 24,
        () -> "The vocabulary is of " + tokenizer.vocabulary() + " tokens, not from 1 to 2^24");
    for (String text : TEXTS) {
      for (int token : tokenizer.tokens(text, MANY)) {
        assertTrue(
            token >= 0 && token < tokenizer.vocabulary(),
            () -> "The token " + token + " is not of the vocabulary: " + shown(text));
      }
    }
  }

  @Test
  void noMoreTokensAreGivenThanAreWanted() {
    Tokenizer tokenizer = tokenizer();
    for (String text : TEXTS) {
      for (int most : new int[] {1, 2, 3, 7, MANY}) {
        int given = tokenizer.tokens(text, most).length;
        assertTrue(
            given <= most,
            () -> given + " tokens are given where " + most + " are wanted: " + shown(text));
      }
    }
  }

  @Test
  void differentTextsHaveDifferentTokens() {
    Tokenizer tokenizer = tokenizer();
    assertTrue(
        TEXTS.stream().map(text -> Arrays.toString(tokenizer.tokens(text, MANY))).distinct().count()
            > TEXTS.size() / 2,
        "Most texts have the same tokens");
  }

  @Test
  void sameTextHasTheSameTokens() {
    Tokenizer tokenizer = tokenizer();
    List<int[]> first = tokens(tokenizer);
    for (int i = TEXTS.size() - 1; i >= 0; i--) {
      String text = TEXTS.get(i);
      assertArrayEquals(
          first.get(i),
          tokenizer.tokens(text, MANY),
          () -> "The tokens of a text are others when they are asked for again: " + shown(text));
    }
    assertSame(first, tokens(tokenizer()), "Two tokenizers of one configuration differ");
  }

  @Test
  void threadsDoNotDisturbEachOther() throws InterruptedException, ExecutionException {
    Tokenizer tokenizer = tokenizer();
    List<int[]> alone = tokens(tokenizer);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<int[]>>> all = new ArrayList<>();
      for (int i = 0; i < 8 * THREADS; i++) {
        all.add(threads.submit(() -> tokens(tokenizer)));
      }
      for (Future<List<int[]>> each : all) {
        assertSame(alone, each.get(), "The tokens are others where several threads ask");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatIsSavedMakesTheSameTokenizer() {
    Tokenizer tokenizer = tokenizer();
    SavedTokenizer saved = tokenizer.saved();
    assertEquals(provider().name(), saved.kind(), "What is saved is of another kind");
    assertEquals(saved, tokenizer().saved(), "What is saved differs from time to time");
    Tokenizer again = provider().restore(saved.settings());
    assertEquals(
        tokenizer.vocabulary(), again.vocabulary(), "The tokenizer is another when it is restored");
    assertSame(tokens(tokenizer), tokens(again), "The tokenizer is another when it is restored");
    assertEquals(saved, again.saved(), "What is saved of a restored tokenizer is something else");
  }

  @Test
  void damagedSettingsAreRefused() {
    Map<String, String> settings = tokenizer().saved().settings();
    assertThrows(
        RetortException.class,
        () -> provider().restore(Map.of()),
        "A tokenizer is made of no settings at all");
    for (String name : settings.keySet()) {
      Map<String, String> damaged = new TreeMap<>(settings);
      damaged.put(name, "{{");
      assertReadOrRefused(damaged, name);
    }
  }

  private void assertReadOrRefused(Map<String, String> damaged, String name) {
    try {
      provider().restore(damaged);
    } catch (RuntimeException failure) {
      assertTrue(
          failure instanceof RetortException,
          () -> "The damaged setting '" + name + "' fails with " + failure);
    }
  }

  private static List<int[]> tokens(Tokenizer tokenizer) {
    return TEXTS.stream().map(text -> tokenizer.tokens(text, MANY)).toList();
  }

  private static void assertSame(List<int[]> expected, List<int[]> actual, String message) {
    for (int i = 0; i < TEXTS.size(); i++) {
      String text = TEXTS.get(i);
      assertArrayEquals(expected.get(i), actual.get(i), () -> message + ": " + shown(text));
    }
  }

  private static String shown(String text) {
    return "'" + text.substring(0, Math.min(40, text.length())) + "'";
  }
}
