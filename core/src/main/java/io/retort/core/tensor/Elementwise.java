package io.retort.core.tensor;

import java.util.Set;

/**
 * Whether an expression of a loss has a number for each element of a row, and not one for the row.
 *
 * @param known the expressions before it that have
 */
record Elementwise(Set<Expression> known) implements ExpressionVisitor<Boolean> {

  @Override
  public Boolean value(Expression.Value value) {
    return true;
  }

  /** Losses have no states. */
  @Override
  public Boolean state(Expression.State state) {
    return false;
  }

  @Override
  public Boolean input(Expression.Input input) {
    return true;
  }

  @Override
  public Boolean scalar(Expression.Scalar scalar) {
    return false;
  }

  @Override
  public Boolean constant(Expression.Constant constant) {
    return false;
  }

  @Override
  public Boolean unary(Expression.Unary unary) {
    return isMadeOfSome(unary);
  }

  @Override
  public Boolean binary(Expression.Binary binary) {
    return isMadeOfSome(binary);
  }

  @Override
  public Boolean where(Expression.Where where) {
    return isMadeOfSome(where);
  }

  @Override
  public Boolean ofRow(Expression.OfRow row) {
    return false;
  }

  @Override
  public Boolean trueClass(Expression.TrueClass trueClass) {
    return true;
  }

  @Override
  public Boolean rowLength(Expression.RowLength length) {
    return false;
  }

  private boolean isMadeOfSome(Expression expression) {
    return expression.operands().stream().anyMatch(known::contains);
  }
}
