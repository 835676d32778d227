package io.retort.testkit;

import io.retort.core.network.Tokens;
import java.util.Arrays;
import java.util.Random;

/** Samples of tokens. */
final class TokenSamples {

  private TokenSamples() {}

  /**
   * Draws tokens. Where samples may be shorter than others, the first has all, the second one and
   * the third none; the lengths of further ones are drawn.
   *
   * @param values is filled, {@code [batch, time]}
   */
  static void draw(Random random, Tokens tokens, int batch, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(tokens.vocabulary());
    }
    int time = values.length / batch;
    for (int sample = 1; tokens.padded() && sample < batch; sample++) {
      int length = sample < 3 ? 2 - sample : random.nextInt(time + 1);
      Arrays.fill(values, sample * time + length, (sample + 1) * time, Tokens.NONE);
    }
  }
}
