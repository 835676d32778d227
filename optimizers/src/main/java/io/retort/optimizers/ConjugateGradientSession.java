package io.retort.optimizers;

import io.retort.core.optimizer.ParameterGroup;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One training by {@link ConjugateGradient}. */
final class ConjugateGradientSession extends LineSearchSession {
  /** Gradients that are this far from orthogonal to the last show a function that has changed. */
  private static final double POWELL = 0.2;

  private static final String DIRECTION = "direction";
  private static final String CONJUGACY = "conjugacy";

  private final ConjugateGradient.Formula formula;
  private final int restartEvery;

  // Floats, since a state holds floats and a restored session makes the same steps.
  private float beta;
  private float lastChange;
  private int sinceRestart;

  ConjugateGradientSession(ConjugateGradient optimizer, List<ParameterGroup> groups) {
    super(
        new LineSearch(
            optimizer.sufficientDecrease(), optimizer.curvature(), optimizer.evaluations(), true),
        optimizer.iterations(),
        groups);
    this.formula = optimizer.formula();
    this.restartEvery = optimizer.restartEvery().orElse(Math.max(1, length()));
  }

  @Override
  boolean choose(GroupedVector direction, GroupedVector gradients) {
    boolean bent = beta != 0;
    if (bent) {
      direction.scale(beta);
    } else {
      direction.fill(0);
      sinceRestart = 0;
    }
    direction.addByRates(-1, gradients);
    return bent;
  }

  @Override
  double firstTrial(double slope, double gradientNorm) {
    return lastChange < 0 ? lastChange / slope : Math.min(1, 1 / gradientNorm);
  }

  @Override
  void learn(Step step) {
    lastChange = (float) (step.end().step() * step.start().slope());
    sinceRestart++;
    double square = step.gradients().dotByRates(step.gradients());
    double overlap = step.gradients().dotByRates(step.startGradients());
    if (sinceRestart >= restartEvery || Math.abs(overlap) >= POWELL * square) {
      beta = 0;
      return;
    }
    double slopeChange = step.end().slope() - step.start().slope();
    double startSquare = step.startGradients().dotByRates(step.startGradients());
    double conjugate =
        switch (formula) {
          case FLETCHER_REEVES -> square / startSquare;
          case POLAK_RIBIERE_PLUS -> Math.max(0, (square - overlap) / startSquare);
          case HESTENES_STIEFEL -> (square - overlap) / slopeChange;
          case DAI_YUAN -> square / slopeChange;
        };
    beta = Double.isFinite(conjugate) ? (float) conjugate : 0;
  }

  @Override
  void forget() {
    beta = 0;
    lastChange = 0;
  }

  @Override
  Map<String, float[]> memory(GroupedVector direction) {
    return Map.of(
        DIRECTION, direction.toArray(), CONJUGACY, new float[] {beta, lastChange, sinceRestart});
  }

  @Override
  void remember(Map<String, float[]> memory, GroupedVector direction) {
    if (!memory.keySet().equals(Set.of(DIRECTION, CONJUGACY))
        || memory.get(DIRECTION).length != length()
        || memory.get(CONJUGACY).length != 3) {
      throw foreign(
          memory, "[" + DIRECTION + "] of " + length() + " values, [" + CONJUGACY + "] of 3");
    }
    direction.write(memory.get(DIRECTION));
    float[] conjugacy = memory.get(CONJUGACY);
    beta = conjugacy[0];
    lastChange = conjugacy[1];
    sinceRestart = (int) conjugacy[2];
  }
}
