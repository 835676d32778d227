package io.retort.core.tensor;

/**
 * Something that is different for each kind of {@link Expression}: a method for each, so that what
 * forgets one does not compile.
 *
 * @param <R> what the methods return
 */
public interface ExpressionVisitor<R> {

  /**
   * For {@link Expression.Value}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R value(Expression.Value expression);

  /**
   * For {@link Expression.State}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R state(Expression.State expression);

  /**
   * For {@link Expression.Input}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R input(Expression.Input expression);

  /**
   * For {@link Expression.Scalar}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R scalar(Expression.Scalar expression);

  /**
   * For {@link Expression.Constant}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R constant(Expression.Constant expression);

  /**
   * For {@link Expression.Unary}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R unary(Expression.Unary expression);

  /**
   * For {@link Expression.Binary}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R binary(Expression.Binary expression);

  /**
   * For {@link Expression.Where}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R where(Expression.Where expression);

  /**
   * For {@link Expression.OfRow}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R ofRow(Expression.OfRow expression);

  /**
   * For {@link Expression.TrueClass}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R trueClass(Expression.TrueClass expression);

  /**
   * For {@link Expression.RowLength}.
   *
   * @param expression the expression
   * @return what the visitor is for
   */
  R rowLength(Expression.RowLength expression);
}
