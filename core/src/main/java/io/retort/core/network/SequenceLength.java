package io.retort.core.network;

import java.util.ArrayList;
import java.util.List;

/**
 * How many steps each sample of a padded sequence has, as it follows from the number of its tokens.
 *
 * <p>A sequence is padded where samples may have fewer steps than its shape {@code [time,
 * features]} says: behind a {@link Layer.Embedding} whose inputs may end with −1. The number of a
 * sample's tokens is that of the numbers before the first −1, from 0 (an empty text) to all. The
 * rule for all who compute networks: <em>values of a padded sequence at steps that a sample does
 * not have are 0, and gradients with respect to them are ignored</em>. Nothing that a network
 * computes of a sample then depends on how many −1 follow it. Means, maxima and last states of
 * samples without steps are 0. {@link NetworkPlan#length} says which nodes give padded sequences,
 * and {@link NetworkPlan#clears} which of them have to be set to 0.
 *
 * <p>Convolutions over time have fewer steps, if any, the more their window covers. Layers that
 * look at one step, sums of sequences of the same length and recurrent layers keep the length;
 * pooling over time, last states and flattening end it: a flattened sequence has ordinary zeros
 * where a sample has no steps. Layers that would tear the steps of a sample apart or put others
 * behind them are refused.
 *
 * @param windows the windows that change the length, the first one first
 */
public record SequenceLength(List<Window> windows) {
  /** As many steps as there are tokens. */
  static final SequenceLength OF_TOKENS = new SequenceLength(List.of());

  public SequenceLength {
    windows = List.copyOf(windows);
  }

  /**
   * A window that moves over the steps.
   *
   * @param covered how many steps it covers
   * @param stride by how many it moves on
   * @param margin the steps of 0 before the first and behind the last one, together
   */
  public record Window(int covered, int stride, int margin) {

    /**
     * How many steps it gives; of none it gives none.
     *
     * @param steps how many there are
     * @return at how many places the window fits
     */
    public int of(int steps) {
      return steps == 0
          ? 0
          : (int) Math.max(0, Math.floorDiv((long) steps + margin - covered, (long) stride) + 1);
    }
  }

  /** The length of what a window gives. */
  SequenceLength through(Window window) {
    if (window.stride() == 1 && window.margin() == window.covered() - 1) {
      return this;
    }
    List<Window> all = new ArrayList<>(windows);
    all.add(window);
    return new SequenceLength(all);
  }

  /**
   * The steps of a sample.
   *
   * @param tokens the number of its tokens
   * @return how many steps it has here
   */
  public int of(int tokens) {
    int steps = tokens;
    for (Window window : windows) {
      steps = window.of(steps);
    }
    return steps;
  }
}
