package io.retort.testkit;

import io.retort.core.tensor.Expression;
import io.retort.core.tensor.Update;
import java.util.IdentityHashMap;

/** Evaluates the program of an update in double precision, one expression after the other. */
final class ReferenceUpdate {
  private final Update.Program update;

  ReferenceUpdate(Update.Program update) {
    this.update = update;
  }

  /**
   * What lies at one place afterwards.
   *
   * @param value the vector that is updated
   * @param state the vectors of state
   * @param inputs the vectors that are only read
   * @return the value, and then that of each state
   */
  double[] at(double value, double[] state, double[] inputs) {
    IdentityHashMap<Expression, Double> known = new IdentityHashMap<>();
    for (Expression each : update.program().expressions()) {
      known.put(each, evaluate(each, value, state, inputs, known));
    }
    double[] after = new double[1 + state.length];
    after[0] = known.get(update.program().value());
    for (int i = 0; i < state.length; i++) {
      after[1 + i] = known.get(update.program().state().get(i));
    }
    return after;
  }

  private double evaluate(
      Expression expression,
      double value,
      double[] state,
      double[] inputs,
      IdentityHashMap<Expression, Double> known) {
    if (expression instanceof Expression.Value) {
      return value;
    } else if (expression instanceof Expression.State before) {
      return state[before.index()];
    } else if (expression instanceof Expression.Input input) {
      return inputs[input.index()];
    } else if (expression instanceof Expression.Scalar scalar) {
      return update.numbers()[update.program().scalars().indexOf(scalar.name())];
    } else if (expression instanceof Expression.Constant constant) {
      return constant.value();
    }
    return Arithmetic.apply(
        expression, expression.operands().stream().mapToDouble(known::get).toArray());
  }
}
