package io.retort.core.network;

/**
 * The numbers that a layer looks up: whole ones from 0 to {@code vocabulary} − 1, and perhaps −1 at
 * the end, for steps that a sample does not have.
 *
 * @param vocabulary how many different ones there are
 * @param padded whether a sample may end with {@link #NONE}
 */
public record Tokens(int vocabulary, boolean padded) {
  /** Stands where a sample has no token. */
  public static final int NONE = -1;

  /** What both can read. */
  Tokens and(Tokens other) {
    return new Tokens(Math.min(vocabulary, other.vocabulary), padded && other.padded);
  }

  /**
   * Whether a number may stand at a place of a sample.
   *
   * @param number the number
   * @param ended whether the number before it is {@link #NONE}
   * @return false for what is not a token, and for a token behind the end
   */
  public boolean fits(double number, boolean ended) {
    return number == NONE
        ? padded
        : !ended && number >= 0 && number < vocabulary && number == (int) number;
  }

  /**
   * What is wrong with a number that does not {@link #fits fit}.
   *
   * @param number the number
   * @param ended whether the number before it is {@link #NONE}
   * @return a clause such as {@code is not a whole number from 0 to 99}
   */
  public String misfit(double number, boolean ended) {
    if (ended && fits(number, false)) {
      return "stands behind a " + NONE + ", by which a sample ends";
    }
    String clause = "is not a whole number from 0 to " + (vocabulary - 1);
    if (padded) {
      clause += ", nor the " + NONE + " by which a sample ends";
    }
    if (number == NONE) {
      return clause + ": " + NONE + " ends a sample only for an embedding with padded: true";
    } else if (number >= vocabulary && number == Math.rint(number)) {
      return clause
          + ": a vocabulary of "
          + vocabulary
          + " is smaller than that of the data's tokenizer";
    }
    return clause;
  }
}
