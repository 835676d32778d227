package io.retort.core.tensor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the expressions of a program read from outside of it. */
final class FreeVariables implements ExpressionVisitor<Void> {
  private int states;
  private int inputs;
  private boolean classes;
  private final Set<String> scalars = new LinkedHashSet<>();
  private final List<Expression> ofRows = new ArrayList<>();

  private FreeVariables() {}

  /** Those of expressions, not of their operands. */
  static FreeVariables of(List<Expression> expressions) {
    FreeVariables found = new FreeVariables();
    expressions.forEach(each -> each.accept(found));
    return found;
  }

  /** How many vectors of state there are at least. */
  int states() {
    return states;
  }

  /** How many vectors there are at least that are only read. */
  int inputs() {
    return inputs;
  }

  /** Whether the true class of a row is among them. */
  boolean classes() {
    return classes;
  }

  /** The numbers, in the order in which they are first named. */
  Scalars scalars() {
    return new Scalars(List.copyOf(scalars));
  }

  /** The expressions that have a meaning only for the rows of a loss. */
  List<Expression> ofRows() {
    return ofRows;
  }

  @Override
  public Void value(Expression.Value value) {
    return null;
  }

  @Override
  public Void state(Expression.State state) {
    states = Math.max(states, state.index() + 1);
    return null;
  }

  @Override
  public Void input(Expression.Input input) {
    inputs = Math.max(inputs, input.index() + 1);
    return null;
  }

  @Override
  public Void scalar(Expression.Scalar scalar) {
    scalars.add(scalar.name());
    return null;
  }

  @Override
  public Void constant(Expression.Constant constant) {
    return null;
  }

  @Override
  public Void unary(Expression.Unary unary) {
    return null;
  }

  @Override
  public Void binary(Expression.Binary binary) {
    return null;
  }

  @Override
  public Void where(Expression.Where where) {
    return null;
  }

  @Override
  public Void ofRow(Expression.OfRow row) {
    ofRows.add(row);
    return null;
  }

  @Override
  public Void trueClass(Expression.TrueClass trueClass) {
    classes = true;
    ofRows.add(trueClass);
    return null;
  }

  @Override
  public Void rowLength(Expression.RowLength length) {
    ofRows.add(length);
    return null;
  }
}
