package io.retort.testkit;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A tokenizer of characters, as it should be and in many wrong forms. */
final class TokenizerBugs {
  private static final String SIZE = "size";

  private TokenizerBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "gives tokens beyond the vocabulary",
            size -> new Characters(size, 6 * size),
            "tokensAreOfTheVocabulary",
            "is not of the vocabulary"),
        bug(
            "gives all tokens of a long text",
            size ->
                new Characters(size, size) {
                  @Override
                  public int[] tokens(String text, int most) {
                    return super.tokens(text, Integer.MAX_VALUE);
                  }
                },
            "noMoreTokensAreGivenThanAreWanted",
            "are wanted"),
        bug(
            "knows one token only",
            size ->
                new Characters(size, size) {
                  @Override
                  public int[] tokens(String text, int most) {
                    return new int[] {1};
                  }
                },
            "differentTextsHaveDifferentTokens",
            "Most texts have the same tokens"),
        bug(
            "numbers tokens as they come",
            size ->
                new Characters(size, size) {
                  private int asked;

                  @Override
                  public int[] tokens(String text, int most) {
                    int[] tokens = super.tokens(text, most);
                    for (int i = 0; i < tokens.length; i++) {
                      tokens[i] = (tokens[i] + asked) % size;
                    }
                    asked++;
                    return tokens;
                  }
                },
            "sameTextHasTheSameTokens",
            "others when they are asked for again"),
        bug(
            "knows its settings in one thread only",
            size ->
                new Characters(size, size) {
                  private final Thread owner = Thread.currentThread();

                  @Override
                  public int[] tokens(String text, int most) {
                    return super.tokens(text, Thread.currentThread() == owner ? most : 1);
                  }
                },
            "threadsDoNotDisturbEachOther",
            "where several threads ask"),
        new PlantedBug(
            "Tokenizer",
            "takes a default for what was not saved",
            () -> over(size -> new Characters(size, size), size -> new Characters(size, size), 7),
            "damagedSettingsAreRefused",
            "made of no settings at all"),
        new PlantedBug(
            "Tokenizer",
            "forgets a setting",
            () ->
                over(size -> new Characters(size, size), size -> new Characters(size + 1, size), 0),
            "whatIsSavedMakesTheSameTokenizer",
            "another when it is restored"));
  }

  /** The contract over the right tokenizer. */
  static TokenizerContract<FixedProvider.NoKeys> right() {
    return over(size -> new Characters(size, size), size -> new Characters(size, size), 0);
  }

  private static PlantedBug bug(
      String bug, Function<Integer, Tokenizer> made, String test, String message) {
    return new PlantedBug("Tokenizer", bug, () -> over(made, made, 0), test, message);
  }

  private static TokenizerContract<FixedProvider.NoKeys> over(
      Function<Integer, Tokenizer> made, Function<Integer, Tokenizer> restored, int otherwise) {
    return new TokenizerContract<>() {
      @Override
      protected TokenizerProvider<FixedProvider.NoKeys> provider() {
        return new Provided(() -> made.apply(1000), restored, otherwise);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }
    };
  }

  private static final class Provided extends FixedProvider.OfTokenizer {
    private final Function<Integer, Tokenizer> restored;
    private final int otherwise;

    /** Restores the size 'otherwise' where there is none, unless that is 0. */
    Provided(
        Supplier<? extends Tokenizer> made, Function<Integer, Tokenizer> restored, int otherwise) {
      super(made);
      this.restored = restored;
      this.otherwise = otherwise;
    }

    @Override
    public Tokenizer restore(Map<String, String> settings) {
      if (otherwise > 0 && !settings.containsKey(SIZE)) {
        return restored.apply(otherwise);
      }
      try {
        return restored.apply(Integer.parseInt(settings.getOrDefault(SIZE, "")));
      } catch (NumberFormatException damaged) {
        throw new RetortException(ErrorKind.DATA, "The size is not a number", damaged);
      }
    }
  }

  /** Each character is a token. */
  private static class Characters implements Tokenizer {
    private final int vocabulary;
    private final int different;

    Characters(int vocabulary, int different) {
      this.vocabulary = vocabulary;
      this.different = different;
    }

    @Override
    public int vocabulary() {
      return vocabulary;
    }

    @Override
    public int[] tokens(String text, int most) {
      return text.chars().limit(most).map(character -> character % different).toArray();
    }

    @Override
    public SavedTokenizer saved() {
      return new SavedTokenizer("planted", Map.of(SIZE, Integer.toString(vocabulary)));
    }
  }
}
