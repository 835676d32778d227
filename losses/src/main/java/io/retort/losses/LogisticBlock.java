package io.retort.losses;

import io.retort.core.tensor.Exponential;

/**
 * The probabilities {@code σ(s)} of independent labels with the log-odds s, for many of them at
 * once, in 32 bits.
 *
 * <p>All comes from one exponential: {@code σ(s) = e^s / (1 + e^s)}. The sum of {@code log(1 +
 * e^s)}, which is {@code max(s, 0) + log(1 + e^−|s|)}, needs a single logarithm, that of the
 * product of {@code 1 + e^−|s|} in double precision.
 */
final class LogisticBlock {
  /** Beyond it σ is 1, and its exponential has an inverse. */
  private static final float HIGHEST = 87;

  /** The log-odds. */
  final float[] scores;

  /** The probabilities. */
  final float[] probabilities;

  private final float[] odds;
  private final Exponential exponential;

  LogisticBlock(int longest) {
    scores = new float[longest];
    probabilities = new float[longest];
    odds = new float[longest];
    exponential = new Exponential(longest);
  }

  /** Loads logits, which are divided by the temperature. */
  void load(float[] logits, int count, double temperature) {
    float factor = (float) (1 / temperature);
    for (int i = 0; i < count; i++) {
      scores[i] = logits[i] * factor;
    }
    evaluate(count);
  }

  /** Loads probabilities, whose log-odds are divided by the temperature. */
  void loadProbabilities(float[] values, int count, double temperature) {
    for (int i = 0; i < count; i++) {
      scores[i] = (float) (Logistic.logit(values[i]) / temperature);
    }
    evaluate(count);
  }

  private void evaluate(int count) {
    for (int i = 0; i < count; i++) {
      odds[i] = Math.min(HIGHEST, scores[i]);
    }
    exponential.evaluate(odds, odds, count);
    for (int i = 0; i < count; i++) {
      probabilities[i] = odds[i] / (1 + odds[i]);
    }
  }

  /**
   * The sum of {@code log(1 + e^−|s|)}: what is left of {@code log(1 + e^s)} beside {@code max(s,
   * 0)}. Call it once after loading.
   *
   * @param count up to 1000, so that the product is a number
   */
  double sumOfRests(int count) {
    for (int i = 0; i < count; i++) {
      odds[i] = Math.min(odds[i], 1 / odds[i]);
    }
    double first = 1;
    double second = 1;
    int i = 0;
    for (; i < count - 1; i += 2) {
      first *= 1 + (double) odds[i];
      second *= 1 + (double) odds[i + 1];
    }
    for (; i < count; i++) {
      first *= 1 + (double) odds[i];
    }
    return Math.log(first) + Math.log(second);
  }
}
