package io.retort.testkit;

import io.retort.core.optimizer.Objective;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Vector;
import java.util.List;

/** A function with a known minimum, over two parameter groups, for optimizers to descend. */
final class TestProblem implements Objective, AutoCloseable {

  /** Fills the gradient and returns the value. */
  private interface Function {
    double evaluate(float[] x, float[] gradient);
  }

  /** In the problem with gaps, all parameters from one of these to the next are unused. */
  private static final int GAP = 700;

  private final Function function;
  private final HostVector values;
  private final HostVector gradients;
  private final int split;
  private final double secondRate;
  private final boolean gaps;

  private TestProblem(
      Function function, float[] start, int split, double secondRate, boolean gaps) {
    this.function = function;
    this.values = HostVector.allocate(start.length);
    this.gradients = HostVector.allocate(start.length);
    this.split = split;
    this.secondRate = secondRate;
    this.gaps = gaps;
    values.write(0, start);
  }

  /** Half the sum of {@code (i+1)(xᵢ − i)²} over ten dimensions, from 1 beside the minimum. */
  static TestProblem quadratic(double rateOfSecondGroup) {
    float[] start = new float[10];
    for (int i = 0; i < start.length; i++) {
      start[i] = i + (i % 2 == 0 ? 1 : -1);
    }
    Function function =
        (x, gradient) -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            double distance = x[i] - i;
            gradient[i] = (float) ((i + 1) * distance);
            sum += (i + 1) * distance * distance / 2;
          }
          return sum;
        };
    return new TestProblem(function, start, 5, rateOfSecondGroup, false);
  }

  /** Rosenbrock's {@code (1 − x)² + 100(y − x²)²} from (−1.2, 1), where it is 24.2. */
  static TestProblem rosenbrock() {
    Function function =
        (p, gradient) -> {
          double x = p[0];
          double y = p[1];
          double across = y - x * x;
          gradient[0] = (float) (-2 * (1 - x) - 400 * x * across);
          gradient[1] = (float) (200 * across);
          return (1 - x) * (1 - x) + 100 * across * across;
        };
    return new TestProblem(function, new float[] {-1.2f, 1}, 1, 1, false);
  }

  /**
   * Half the sum of {@code (x − 3)²} from 1, with stretches of zeros that it does not depend on.
   */
  static TestProblem quadraticWithGaps() {
    float[] start = new float[4 * GAP];
    for (int i = 0; i < start.length; i++) {
      start[i] = inGap(i) ? 0 : 1;
    }
    Function function =
        (x, gradient) -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            double distance = inGap(i) ? 0 : x[i] - 3;
            gradient[i] = (float) distance;
            sum += distance * distance / 2;
          }
          return sum;
        };
    return new TestProblem(function, start, 2 * GAP, 1, true);
  }

  /** A constant over ten dimensions, from 1 to 10. */
  static TestProblem flat() {
    float[] start = new float[10];
    for (int i = 0; i < start.length; i++) {
      start[i] = i + 1f;
    }
    return new TestProblem((x, gradient) -> 1, start, 5, 1, false);
  }

  private static boolean inGap(int index) {
    return index / GAP % 2 == 1;
  }

  boolean isGap(int index) {
    return gaps && inGap(index);
  }

  int firstOfSecondGroup() {
    return split;
  }

  List<ParameterGroup> groups() {
    return List.of(
        group(0, split, 1, true), group(split, values.length() - split, secondRate, false));
  }

  private ParameterGroup group(int from, int length, double rate, boolean decay) {
    Vector part = values.slice(from, length);
    return new ParameterGroup(part, gradients.slice(from, length), rate, decay);
  }

  @Override
  public double evaluate() {
    float[] gradient = new float[values.length()];
    double value = function.evaluate(parameters(), gradient);
    gradients.write(0, gradient);
    return value;
  }

  void run(Optimizer optimizer, int steps) {
    try (Optimizer.Session session = optimizer.start(groups())) {
      run(session, steps);
    }
  }

  void run(Optimizer.Session session, int steps) {
    for (int i = 0; i < steps; i++) {
      session.step(this, 1);
    }
  }

  float[] parameters() {
    float[] copy = new float[values.length()];
    values.read(0, copy);
    return copy;
  }

  void moveTo(float[] parameters) {
    values.write(0, parameters);
  }

  @Override
  public void close() {
    values.close();
    gradients.close();
  }
}
