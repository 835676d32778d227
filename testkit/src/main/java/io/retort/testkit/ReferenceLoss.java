package io.retort.testkit;

import io.retort.core.loss.LossFormula;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.ExpressionVisitor;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.RowFunction;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** Evaluates the program of a loss for one row, one expression after the other. */
final class ReferenceLoss {
  private final LossProgram program;
  private final double[] numbers;
  private final DoubleUnaryOperator rounding;

  private ReferenceLoss(LossFormula formula, DoubleUnaryOperator rounding) {
    this.program = formula.program();
    this.numbers = formula.numbers();
    this.rounding = rounding;
  }

  /** In double precision. */
  static ReferenceLoss of(LossFormula formula) {
    return new ReferenceLoss(formula, value -> value);
  }

  /** With each result rounded to 32 bits, as accelerators compute. */
  static ReferenceLoss rounded(LossFormula formula) {
    return new ReferenceLoss(formula, value -> (float) value);
  }

  /**
   * A row's value and gradient.
   *
   * @param gradient with respect to each element
   */
  record RowResult(double value, double[] gradient) {}

  /**
   * Evaluates a row.
   *
   * @param targets the target's tensors
   * @param label the true class, or −1 where the target has none
   */
  RowResult row(float[] student, List<float[]> targets, int label) {
    Row row = new Row(student, targets, label);
    for (Expression each : program.expressions()) {
      row.known.put(each, each.accept(row));
    }
    return new RowResult(row.known.get(program.value())[0], row.known.get(program.gradient()));
  }

  private static double ofRow(RowFunction function, double[] values) {
    return switch (function) {
      case SUM -> Arrays.stream(values).sum();
      case LOG_SUM_OF_EXPONENTIALS -> {
        double largest = Arrays.stream(values).max().orElseThrow();
        yield largest + Math.log(Arrays.stream(values).map(x -> Math.exp(x - largest)).sum());
      }
    };
  }

  /** What expressions are for each element of a row. */
  private final class Row implements ExpressionVisitor<double[]> {
    private final float[] student;
    private final List<float[]> targets;
    private final int label;
    private final IdentityHashMap<Expression, double[]> known = new IdentityHashMap<>();

    Row(float[] student, List<float[]> targets, int label) {
      this.student = student;
      this.targets = targets;
      this.label = label;
    }

    @Override
    public double[] value(Expression.Value value) {
      return each(i -> student[i]);
    }

    @Override
    public double[] state(Expression.State state) {
      throw new IllegalArgumentException("A loss cannot read " + state);
    }

    @Override
    public double[] input(Expression.Input input) {
      return each(i -> targets.get(input.index())[i]);
    }

    @Override
    public double[] scalar(Expression.Scalar scalar) {
      return each(i -> numbers[program.scalars().indexOf(scalar.name())]);
    }

    @Override
    public double[] constant(Expression.Constant constant) {
      return each(i -> constant.value());
    }

    @Override
    public double[] unary(Expression.Unary unary) {
      double[] of = known.get(unary.of());
      return each(i -> Arithmetic.apply(unary.function(), of[i]));
    }

    @Override
    public double[] binary(Expression.Binary binary) {
      double[] left = known.get(binary.left());
      double[] right = known.get(binary.right());
      return each(i -> Arithmetic.apply(binary.function(), left[i], right[i]));
    }

    @Override
    public double[] where(Expression.Where where) {
      double[] condition = known.get(where.condition());
      double[] then = known.get(where.then());
      double[] otherwise = known.get(where.otherwise());
      return each(i -> Arithmetic.where(condition[i], then[i], otherwise[i]));
    }

    @Override
    public double[] ofRow(Expression.OfRow row) {
      double value = ReferenceLoss.ofRow(row.function(), known.get(row.of()));
      return each(i -> value);
    }

    @Override
    public double[] trueClass(Expression.TrueClass trueClass) {
      return each(i -> i == label ? 1 : 0);
    }

    @Override
    public double[] rowLength(Expression.RowLength length) {
      return each(i -> student.length);
    }

    private double[] each(IntToDoubleFunction value) {
      double[] values = new double[student.length];
      Arrays.setAll(values, i -> rounding.applyAsDouble(value.applyAsDouble(i)));
      return values;
    }
  }
}
