package io.retort.runtime.experiment.sweep;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.ArrayList;
import java.util.List;

/** How the candidates of a sweep are compared: in rungs, of which each keeps the best. */
public sealed interface Search {

  /**
   * The budget of a candidate in each rung.
   *
   * @return shares of the experiment's training, ascending, the last of them 1
   */
  List<Double> rungs();

  /**
   * How many candidates go on to the next rung.
   *
   * @param candidates how many were in this one
   * @return at least 1
   */
  int kept(int candidates);

  /** Every candidate is trained in full. */
  record Grid() implements Search {
    @Override
    public List<Double> rungs() {
      return List.of(1.0);
    }

    @Override
    public int kept(int candidates) {
      return candidates;
    }
  }

  /**
   * All candidates are trained for a short time, and the best part of them for eta times as long,
   * until the training is in full (Jamieson and Talwalkar 2016; the budgets as in Li et al. 2018).
   * Every training starts anew, so that its schedule ends with it.
   *
   * @param eta one in so many candidates goes on, with so many times the budget
   * @param minimumBudget the smallest budget, as a share of the experiment's training
   */
  record SuccessiveHalving(
      @Doc("One in so many candidates goes on, with so many times the budget.")
          @Default("3")
          @Range(min = 2, max = 100)
          int eta,
      @Doc("The smallest budget, as a share of the experiment's training.")
          @Default("0.1")
          @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
          double minimumBudget)
      implements Search {

    @Override
    public List<Double> rungs() {
      List<Double> rungs = new ArrayList<>();
      // The tolerance keeps 1/9 with a minimum of 0.1111111.
      for (double share = 1; share >= minimumBudget * (1 - 1e-6); share /= eta) {
        rungs.add(0, share);
      }
      return List.copyOf(rungs);
    }

    @Override
    public int kept(int candidates) {
      return Math.max(1, candidates / eta);
    }
  }
}
