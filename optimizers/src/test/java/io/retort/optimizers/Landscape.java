package io.retort.optimizers;

import io.retort.core.optimizer.Objective;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.HostVector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A function in double precision that remembers where it was evaluated. */
final class Landscape implements Objective, AutoCloseable {

  /** Fills the gradient and returns the value. */
  interface Function {
    double evaluate(double[] x, double[] gradient);
  }

  /** An evaluation. */
  record Visit(double[] x, double value, double[] gradient) {}

  final List<Visit> visits = new ArrayList<>();
  private final HostVector values;
  private final HostVector gradients;
  private Function function;

  Landscape(Function function, double... start) {
    this.function = function;
    this.values = HostVector.allocate(start.length);
    this.gradients = HostVector.allocate(start.length);
    moveTo(start);
  }

  /** Half of {@code (x − 1)ᵀA(x − 1)} with eigenvalues from 1 to 20 in random directions. */
  static Landscape quadratic(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[][] basis = new double[n][n];
    double[] start = new double[n];
    for (int i = 0; i < n; i++) {
      start[i] = 1 + random.nextDouble(-1, 1);
      for (int j = 0; j < n; j++) {
        basis[i][j] = random.nextDouble(-1, 1);
      }
      for (int k = 0; k < i; k++) {
        double part = dot(basis[i], basis[k]);
        for (int j = 0; j < n; j++) {
          basis[i][j] -= part * basis[k][j];
        }
      }
      double norm = Math.sqrt(dot(basis[i], basis[i]));
      for (int j = 0; j < n; j++) {
        basis[i][j] /= norm;
      }
    }
    return new Landscape(
        (x, gradient) -> {
          double[] away = new double[n];
          for (int i = 0; i < n; i++) {
            away[i] = x[i] - 1;
            gradient[i] = 0;
          }
          double value = 0;
          for (int k = 0; k < n; k++) {
            double eigenvalue = 1 + 19.0 * k / (n - 1);
            double part = dot(basis[k], away);
            value += eigenvalue * part * part / 2;
            for (int i = 0; i < n; i++) {
              gradient[i] += eigenvalue * part * basis[k][i];
            }
          }
          return value;
        },
        start);
  }

  /** Rosenbrock's {@code (1 − x)² + 100(y − x²)²} from (−1.2, 1). */
  static Landscape rosenbrock() {
    return new Landscape(
        (p, gradient) -> {
          double across = p[1] - p[0] * p[0];
          gradient[0] = -2 * (1 - p[0]) - 400 * p[0] * across;
          gradient[1] = 200 * across;
          return (1 - p[0]) * (1 - p[0]) + 100 * across * across;
        },
        -1.2,
        1);
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Becomes another function, as a new batch does. */
  void become(Function other) {
    function = other;
  }

  void moveTo(double... x) {
    for (int i = 0; i < x.length; i++) {
      values.write(i, new float[] {(float) x[i]});
    }
  }

  double[] position() {
    float[] x = new float[values.length()];
    values.read(0, x);
    double[] position = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      position[i] = x[i];
    }
    return position;
  }

  /** The function here, without a visit. */
  Visit here() {
    double[] x = position();
    double[] gradient = new double[x.length];
    double value = function.evaluate(x, gradient);
    return new Visit(x, value, gradient);
  }

  @Override
  public double evaluate() {
    Visit visit = here();
    visits.add(visit);
    for (int i = 0; i < visit.gradient().length; i++) {
      gradients.write(i, new float[] {(float) visit.gradient()[i]});
    }
    return visit.value();
  }

  /** All parameters in one group. */
  Optimizer.Session start(Optimizer optimizer) {
    return optimizer.start(List.of(new ParameterGroup(values, gradients, 1, true)));
  }

  /** A group of rate 1, then one of another rate. */
  Optimizer.Session start(Optimizer optimizer, int split, double secondRate) {
    int rest = values.length() - split;
    return optimizer.start(
        List.of(
            new ParameterGroup(values.slice(0, split), gradients.slice(0, split), 1, true),
            new ParameterGroup(
                values.slice(split, rest), gradients.slice(split, rest), secondRate, false)));
  }

  @Override
  public void close() {
    values.close();
    gradients.close();
  }
}
