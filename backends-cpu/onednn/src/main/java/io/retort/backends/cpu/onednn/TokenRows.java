package io.retort.backends.cpu.onednn;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.Tokens;
import java.nio.FloatBuffer;

/**
 * Which rows of its table a node looks up.
 *
 * @param node the node
 * @param tokens what it can look up
 */
record TokenRows(String node, Tokens tokens) {

  /**
   * A row.
   *
   * @param numbers {@code [batch, time]}
   * @return its number, or {@link Tokens#NONE}
   * @throws RetortException if there is no such row
   */
  int at(FloatBuffer numbers, int sample, int step, int time) {
    int index = sample * time + step;
    float number = numbers.get(index);
    boolean ended = step > 0 && numbers.get(index - 1) == Tokens.NONE;
    if (!tokens.fits(number, ended)) {
      throw new RetortException(
          ErrorKind.DATA,
          "Node '"
              + node
              + "' was given "
              + number
              + " for step "
              + step
              + ", counted from 0, which "
              + tokens.misfit(number, ended));
    }
    return (int) number;
  }
}
