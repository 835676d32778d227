package io.retort.testkit;

import io.retort.core.loss.LossFormula;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.RowFunction;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

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
    IdentityHashMap<Expression, double[]> known = new IdentityHashMap<>();
    for (Expression each : program.expressions()) {
      double[] result = new double[student.length];
      if (each instanceof Expression.OfRow row) {
        Arrays.fill(result, rounding.applyAsDouble(ofRow(row.function(), known.get(row.of()))));
      } else if (each.operands().isEmpty()) {
        Arrays.setAll(result, i -> given(each, student, targets, label, i));
      } else {
        List<double[]> operands = each.operands().stream().map(known::get).toList();
        Arrays.setAll(
            result,
            i ->
                rounding.applyAsDouble(
                    Arithmetic.apply(
                        each, operands.stream().mapToDouble(all -> all[i]).toArray())));
      }
      known.put(each, result);
    }
    return new RowResult(known.get(program.value())[0], known.get(program.gradient()));
  }

  private double given(
      Expression expression, float[] student, List<float[]> targets, int label, int place) {
    if (expression instanceof Expression.Value) {
      return student[place];
    } else if (expression instanceof Expression.Input input) {
      return targets.get(input.index())[place];
    } else if (expression instanceof Expression.TrueClass) {
      return place == label ? 1 : 0;
    } else if (expression instanceof Expression.RowLength) {
      return student.length;
    } else if (expression instanceof Expression.Scalar scalar) {
      return rounding.applyAsDouble(numbers[program.scalars().indexOf(scalar.name())]);
    } else if (expression instanceof Expression.Constant constant) {
      return constant.value();
    }
    throw new IllegalArgumentException("A loss cannot read " + expression);
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
}
