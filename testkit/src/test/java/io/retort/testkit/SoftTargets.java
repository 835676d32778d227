package io.retort.testkit;

import static io.retort.core.tensor.Expression.constant;
import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.value;
import static java.lang.Math.exp;
import static java.lang.Math.log;

import io.retort.core.loss.LossFormula;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import java.util.Set;

/** The loss {@code T² Σ p log(p/q)} of logits, at T = 2, with places to go wrong. */
class SoftTargets implements TemperedLoss, Cloneable {
  double temperature = 2;

  @Override
  public TemperedLoss withTemperature(double other) {
    try {
      SoftTargets copy = (SoftTargets) clone();
      copy.temperature = other;
      return copy;
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.LOGITS);
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor teacher = values(target);
    int rows = rows(student, teacher);
    int classes = student.shape().extent(1);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double[] z = TargetSamples.doubles(student.rows(row, 1));
      double[] p = teacher(TargetSamples.doubles(teacher.rows(row, 1)));
      double factor = (row == 0 ? weightOfFirstRow() : 1) / parts(rows);
      for (int i = 0; i < classes; i++) {
        double logarithm = logarithm(z, i);
        sum += factor * scale() * term(logarithm, p[i]);
        put(gradient, row * classes + i, factor * slope(exp(logarithm), p[i]));
      }
    }
    return sum;
  }

  /** The same loss as a program. */
  static LossProgram program() {
    Expression q = logSoftmax(value());
    Expression p = logSoftmax(input(0));
    Expression term = p.exp().positive(p.exp().times(p.minus(q)), constant(0));
    return new LossProgram(scalar("scale").times(term.rowSum()));
  }

  private static Expression logSoftmax(Expression logits) {
    Expression scores = logits.over(scalar("temperature"));
    return scores.minus(scores.rowLogSumExp());
  }

  /** A program with the numbers of this loss. */
  LossFormula formula(LossProgram program, double scale) {
    return LossFormula.of(program, Map.of("temperature", temperature, "scale", scale));
  }

  Tensor values(Target target) {
    if (target instanceof Target.Logits logits) {
      return logits.values();
    }
    throw new IllegalArgumentException("This loss compares with logits");
  }

  int rows(Tensor student, Tensor teacher) {
    if (!student.shape().equals(teacher.shape())) {
      throw new IllegalArgumentException("Student and teacher have different shapes");
    }
    return student.shape().extent(0);
  }

  double scale() {
    return temperature * temperature;
  }

  int parts(int rows) {
    return rows;
  }

  double weightOfFirstRow() {
    return 1;
  }

  double[] teacher(double[] logits) {
    return softmax(logits, temperature);
  }

  double logarithm(double[] logits, int i) {
    return logSoftmax(logits, temperature)[i];
  }

  double term(double logarithm, double p) {
    return p > 0 ? p * (log(p) - logarithm) : 0;
  }

  double slope(double q, double p) {
    return scale() / temperature * (q - p);
  }

  void put(Tensor gradient, int index, double slope) {
    gradient.set(index, (float) slope);
  }

  static double[] softmax(double[] logits, double temperature) {
    double[] probabilities = logSoftmax(logits, temperature);
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = exp(probabilities[i]);
    }
    return probabilities;
  }

  static double[] logSoftmax(double[] logits, double temperature) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit / temperature);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += exp(logit / temperature - largest);
    }
    double[] logarithms = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      logarithms[i] = logits[i] / temperature - largest - log(sum);
    }
    return logarithms;
  }
}
