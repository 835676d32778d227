package io.retort.backends.cpu.onednn;

import io.retort.core.network.SequenceLength;
import io.retort.core.network.Tokens;
import java.nio.FloatBuffer;
import java.util.Optional;

/** How many steps each sample of a part has, of which each has as many as it has tokens. */
final class StepCounts {
  private final MemoryBlock input;
  private final int[] tokens;
  private final int time;

  /**
   * The samples of a part.
   *
   * @param input what the network is given, {@code [batch, time]}
   */
  StepCounts(MemoryBlock input, int samples, int time) {
    this.input = input;
    this.tokens = new int[samples];
    this.time = time;
  }

  /** An operation that looks at the input, before all that ask for steps. */
  void read() {
    FloatBuffer numbers = input.values();
    for (int sample = 0; sample < tokens.length; sample++) {
      int count = 0;
      while (count < time && numbers.get(sample * time + count) != Tokens.NONE) {
        count++;
      }
      tokens[sample] = count;
    }
  }

  /** The steps of a sequence. */
  @FunctionalInterface
  interface OfSample {

    /** How many of them a sample has, in the pass that is being run. */
    int of(int sample);
  }

  /**
   * The steps of a sequence.
   *
   * @param length as it follows from the tokens; empty if all samples have all steps
   * @param all how many steps there are
   */
  OfSample of(Optional<SequenceLength> length, int all) {
    return length
        .map(padded -> (OfSample) sample -> padded.of(tokens[sample]))
        .orElse(sample -> all);
  }
}
