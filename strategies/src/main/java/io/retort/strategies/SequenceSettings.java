package io.retort.strategies;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.plugin.Recipe;
import io.retort.core.strategy.Strategy;
import java.util.List;
import java.util.Optional;

/**
 * Strategies one after the other, on the same student: as in first the teacher's soft labels, then
 * the true ones.
 *
 * @param phases the strategies in their order, each with its length: either all in epochs, which
 *     sum to those of the student's training, or all as shares, which sum to 1
 */
public record SequenceSettings(
    @Doc("The strategies in their order, each with its length: all in epochs, or all as shares.")
        List<Phase> phases) {

  public SequenceSettings {
    phases = List.copyOf(phases);
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("Give at least one phase, {strategy: …, epochs: …}");
    }
    long inEpochs = phases.stream().filter(phase -> phase.epochs().isPresent()).count();
    if (inEpochs > 0 && inEpochs < phases.size()) {
      throw new IllegalArgumentException(
          inEpochs
              + " of the "
              + phases.size()
              + " phases are given in epochs and the others as shares; give all in epochs or all as"
              + " shares");
    }
    double shares = phases.stream().mapToDouble(phase -> phase.share().orElse(0.0)).sum();
    if (inEpochs == 0 && Math.abs(shares - 1) > 1e-9) {
      throw new IllegalArgumentException(
          "The shares of the phases sum to " + shares + " instead of 1");
    }
  }

  /**
   * One of the strategies.
   *
   * @param strategy how the student learns in this phase
   * @param epochs how many of the training's epochs it gets
   * @param share or which part of the training's steps
   * @param optimizer the optimizer of this phase; empty for that of the student's training. It
   *     starts anew with each phase in any case
   * @param schedule the learning-rate schedule of this phase; empty for that of the student's
   *     training. It starts anew with each phase in any case
   */
  public record Phase(
      @Doc("How the student learns in this phase.") Recipe<Strategy> strategy,
      @Doc("How many of the training's epochs this phase gets; give this or share.") @Range(min = 1)
          Optional<Integer> epochs,
      @Doc("Which part of the training this phase gets, from 0 to 1; give this or epochs.")
          @Range(min = 0, minExclusive = true, max = 1)
          Optional<Double> share,
      @Doc("The optimizer of this phase; by default that of the student's training.")
          Optional<Optimizer> optimizer,
      @Doc("The learning-rate schedule of this phase; by default that of the student's training.")
          Optional<Schedule> schedule) {

    public Phase {
      if (epochs.isPresent() == share.isPresent()) {
        throw new IllegalArgumentException("Give a phase either epochs or a share, and not both");
      }
    }
  }
}
