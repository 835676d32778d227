package io.retort.core.text;

/**
 * Splits texts into tokens, each of which is a number. The same text always has the same tokens.
 * Thread-safe.
 */
public interface Tokenizer {

  /**
   * How many different tokens there are.
   *
   * @return tokens are from 0 to one less; at most 2²⁴, so that a 32-bit float holds each
   */
  int vocabulary();

  /**
   * The tokens of a text.
   *
   * @param text any text, also an empty one
   * @param most how many tokens are wanted at most, at least 1. The rest of a longer text is cut
   *     off; tokens that mark the end of a text come after the cut
   * @return from 0 to {@code most} tokens
   */
  int[] tokens(String text, int most);

  /**
   * What is saved of this tokenizer.
   *
   * @return plain data of which its provider makes it again
   */
  SavedTokenizer saved();
}
