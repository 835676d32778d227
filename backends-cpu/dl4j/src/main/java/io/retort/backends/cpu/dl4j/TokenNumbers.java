package io.retort.backends.cpu.dl4j;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.Tokens;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The tokens of a batch. */
final class TokenNumbers {

  private TokenNumbers() {}

  /**
   * The tokens that each sample has.
   *
   * @param node who looks them up
   * @param known what it can look up
   * @param input {@code [batch, time]}
   * @throws RetortException if there is something else
   */
  static int[][] of(String node, Tokens known, INDArray input) {
    double[] numbers = input.dup('c').data().asDouble();
    int time = Math.toIntExact(input.size(1));
    int[][] tokens = new int[numbers.length / time][];
    for (int sample = 0; sample < tokens.length; sample++) {
      int[] all = new int[time];
      int count = 0;
      for (int step = 0; step < time; step++) {
        double number = numbers[sample * time + step];
        require(node, known, number, count < step);
        if (number != Tokens.NONE) {
          all[count++] = (int) number;
        }
      }
      tokens[sample] = Arrays.copyOf(all, count);
    }
    return tokens;
  }

  /**
   * How many tokens each sample has before its first −1.
   *
   * @param input {@code [batch, time]}
   */
  static int[] counts(Tensor input) {
    int time = input.shape().extent(1);
    int[] counts = new int[input.shape().extent(0)];
    for (int sample = 0; sample < counts.length; sample++) {
      while (counts[sample] < time && input.get(sample * time + counts[sample]) != Tokens.NONE) {
        counts[sample]++;
      }
    }
    return counts;
  }

  private static void require(String node, Tokens known, double number, boolean ended) {
    if (!known.fits(number, ended)) {
      throw new RetortException(
          ErrorKind.DATA,
          "Node '" + node + "' was given " + number + ", which " + known.misfit(number, ended));
    }
  }
}
