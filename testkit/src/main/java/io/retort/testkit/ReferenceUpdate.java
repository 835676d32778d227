package io.retort.testkit;

import io.retort.core.tensor.Expression;
import io.retort.core.tensor.ExpressionVisitor;
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
    Place place = new Place(value, state, inputs);
    for (Expression each : update.program().expressions()) {
      place.known.put(each, each.accept(place));
    }
    double[] after = new double[1 + state.length];
    after[0] = place.known.get(update.program().value());
    for (int i = 0; i < state.length; i++) {
      after[1 + i] = place.known.get(update.program().state().get(i));
    }
    return after;
  }

  /** What expressions are at one place of the vectors. */
  private final class Place implements ExpressionVisitor<Double> {
    private final double value;
    private final double[] state;
    private final double[] inputs;
    private final IdentityHashMap<Expression, Double> known = new IdentityHashMap<>();

    Place(double value, double[] state, double[] inputs) {
      this.value = value;
      this.state = state;
      this.inputs = inputs;
    }

    @Override
    public Double value(Expression.Value expression) {
      return value;
    }

    @Override
    public Double state(Expression.State before) {
      return state[before.index()];
    }

    @Override
    public Double input(Expression.Input input) {
      return inputs[input.index()];
    }

    @Override
    public Double scalar(Expression.Scalar scalar) {
      return (double) update.numbers()[update.program().scalars().indexOf(scalar.name())];
    }

    @Override
    public Double constant(Expression.Constant constant) {
      return (double) constant.value();
    }

    @Override
    public Double unary(Expression.Unary unary) {
      return Arithmetic.apply(unary.function(), known.get(unary.of()));
    }

    @Override
    public Double binary(Expression.Binary binary) {
      return Arithmetic.apply(
          binary.function(), known.get(binary.left()), known.get(binary.right()));
    }

    @Override
    public Double where(Expression.Where where) {
      return Arithmetic.where(
          known.get(where.condition()), known.get(where.then()), known.get(where.otherwise()));
    }

    @Override
    public Double ofRow(Expression.OfRow row) {
      throw ofRows(row);
    }

    @Override
    public Double trueClass(Expression.TrueClass trueClass) {
      throw ofRows(trueClass);
    }

    @Override
    public Double rowLength(Expression.RowLength length) {
      throw ofRows(length);
    }

    private static IllegalArgumentException ofRows(Expression expression) {
      return new IllegalArgumentException("An update has no rows: " + expression);
    }
  }
}
