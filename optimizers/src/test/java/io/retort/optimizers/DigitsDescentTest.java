package io.retort.optimizers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.optimizer.Optimizer;
import io.retort.optimizers.ConjugateGradient.Formula;
import org.junit.jupiter.api.Test;

/**
 * How far a number of passes over all digits brings a student. Passes until the loss is 0.1, 0.03,
 * 0.01, 0.003 and 0.001, for the seeds 1, 2 and 3:
 *
 * <pre>{@code
 * adam (best rate for each)  31 34 33   58 69 64   105 131 109   195 246 202   339 >400 363
 * conjugate-gradient         67 68 71  113 101 106  157 134 151   202 158 184   247 204 217
 * lbfgs                      44 44 43   69 64 56    81  78  68    95  91  80   107  97  86
 * }</pre>
 *
 * <p>Adam's rate was the best of 0.003, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1 and 0.15. It is ahead
 * while the loss is large, and slows down where the others speed up.
 */
class DigitsDescentTest {
  private static final int PASSES = 300;

  @Test
  void searchingAlongLinesTakesFewerPassesThanTunedAdam() {
    double goal = Math.min(adamsLoss(0.05), adamsLoss(0.1));
    int conjugate = passesTo(goal, new ConjugateGradient(Formula.POLAK_RIBIERE_PLUS));
    int lbfgs = passesTo(goal, new Lbfgs(10));
    String found =
        "Adam came to "
            + goal
            + " in "
            + PASSES
            + " passes, conjugate gradients in "
            + conjugate
            + ", L-BFGS in "
            + lbfgs;
    assertTrue(conjugate < PASSES, found);
    assertTrue(lbfgs < PASSES / 2, found);
  }

  private static double adamsLoss(double rate) {
    try (DigitsStudent student = new DigitsStudent(1);
        Optimizer.Session session = student.start(new Adam(rate))) {
      double lowest = Double.POSITIVE_INFINITY;
      while (student.passes() < PASSES) {
        lowest = Math.min(lowest, student.step(session));
      }
      return lowest;
    }
  }

  /** All passes of the step at whose end the loss is reached, and the one that found it. */
  private static int passesTo(double goal, Optimizer optimizer) {
    try (DigitsStudent student = new DigitsStudent(1);
        Optimizer.Session session = student.start(optimizer)) {
      int passes;
      double loss;
      do {
        loss = student.step(session);
        passes = student.passes();
      } while (loss > goal && passes < 2 * PASSES);
      return passes;
    }
  }
}
