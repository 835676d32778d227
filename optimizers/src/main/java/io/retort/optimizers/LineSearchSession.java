package io.retort.optimizers;

import io.retort.core.optimizer.Objective;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.optimizers.LineSearch.Point;
import java.util.List;
import java.util.Map;

/**
 * The steps of an optimizer that chooses a direction and then searches along it. All evaluations of
 * a step are of the same objective, and what is learnt from a step compares gradients of that
 * objective alone, so that batches may change between steps.
 */
abstract class LineSearchSession implements Optimizer.Session {
  /** How many vectors it keeps: where a search starts, the gradients there, and the direction. */
  static final int VECTORS = 3;

  private final LineSearch search;
  private final int iterations;
  private final GroupedVector values;
  private final GroupedVector gradients;
  private final GroupedVector startValues;
  private final GroupedVector startGradients;
  private final GroupedVector direction;
  private long steps;

  LineSearchSession(LineSearch search, int iterations, List<ParameterGroup> groups) {
    this.search = search;
    this.iterations = iterations;
    this.values = GroupedVector.values(groups);
    this.gradients = GroupedVector.gradients(groups);
    this.startValues = values.like();
    this.startGradients = values.like();
    this.direction = values.like();
  }

  /**
   * Turns the direction of the last iteration into that of this one.
   *
   * @return whether it is other than steepest descent
   */
  abstract boolean choose(GroupedVector direction, GroupedVector gradients);

  /**
   * The first step to try.
   *
   * @param slope along the chosen direction, below 0
   * @param gradientNorm by the groups' rates
   */
  abstract double firstTrial(double slope, double gradientNorm);

  /** Learns from a search whose end satisfies the Wolfe conditions. */
  abstract void learn(Step step);

  /** Starts again from steepest descent. */
  abstract void forget();

  /** The vectors that are remembered, apart from the direction. */
  abstract Map<String, float[]> memory(GroupedVector direction);

  /** Sets what {@link #memory} gave. */
  abstract void remember(Map<String, float[]> memory, GroupedVector direction);

  /** A successful search. */
  record Step(
      GroupedVector startValues,
      GroupedVector startGradients,
      GroupedVector values,
      GroupedVector gradients,
      GroupedVector direction,
      Point start,
      Point end) {}

  @Override
  public final void step(Objective objective, double rateFactor) {
    double value = objective.evaluate();
    steps++;
    boolean found = rateFactor > 0;
    Point here = new Point(0, value, 0);
    for (int i = 0; i < iterations && found; i++) {
      double squaredNorm = gradients.dotByRates(gradients);
      if (!(Double.isFinite(here.value()) && Double.isFinite(squaredNorm) && squaredNorm > 0)) {
        break;
      }
      LineSearch.Result result =
          descend(objective, here.value(), Math.sqrt(squaredNorm), rateFactor);
      here = result.point();
      found = result.wolfe();
    }
  }

  /** One iteration, after which the gradients are those at its end if the search succeeded. */
  private LineSearch.Result descend(
      Objective objective, double value, double gradientNorm, double rateFactor) {
    boolean bent = choose(direction, gradients);
    double slope = direction.dot(gradients);
    if (bent && !(slope < 0 && Double.isFinite(slope))) {
      forget();
      choose(direction, gradients);
      slope = direction.dot(gradients);
    }
    startValues.assign(values);
    startGradients.assign(gradients);
    Point start = new Point(0, value, slope);
    double[] evaluatedLast = {0};
    LineSearch.Result result =
        search.search(
            step -> {
              evaluatedLast[0] = step;
              return evaluate(objective, step);
            },
            start,
            rateFactor * firstTrial(slope, gradientNorm));
    Point end = result.point();
    moveTo(end.step());
    if (!result.wolfe()) {
      forget();
      return result;
    }
    if (end.step() != evaluatedLast[0]) {
      objective.differentiate();
    }
    learn(new Step(startValues, startGradients, values, gradients, direction, start, end));
    return result;
  }

  private Point evaluate(Objective objective, double step) {
    moveTo(step);
    double value = objective.evaluate();
    // Where the value is not finite, the gradients may be those of another point.
    return new Point(step, value, Double.isFinite(value) ? direction.dot(gradients) : Double.NaN);
  }

  private void moveTo(double step) {
    values.assign(startValues);
    if (step > 0) {
      values.add(step, direction);
    }
  }

  @Override
  public final Optimizer.State state() {
    return new Optimizer.State(steps, memory(direction));
  }

  @Override
  public final void restore(Optimizer.State state) {
    remember(state.vectors(), direction);
    steps = state.step();
  }

  /** Refuses what a session of this kind would not have given. */
  static IllegalArgumentException foreign(Map<String, float[]> memory, String expected) {
    return new IllegalArgumentException(
        "The state holds " + memory.keySet() + ", but this optimizer remembers " + expected);
  }

  final int length() {
    return values.length();
  }

  final GroupedVector allocate() {
    return values.like();
  }

  @Override
  public void close() {
    startValues.close();
    startGradients.close();
    direction.close();
  }
}
