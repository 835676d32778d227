package io.retort.core.tensor;

import java.util.List;

/**
 * A long vector of 32-bit values that lives where its backend computes: all parameters of a
 * network, or all gradients. Optimizers work on vectors, so that nothing is copied to the host at
 * every step. Operations with a second vector expect one of the same length from the same backend.
 * Sums are accumulated in double precision.
 */
public interface Vector extends AutoCloseable {

  /**
   * The number of values.
   *
   * @return at least 0
   */
  int length();

  /**
   * Allocates a vector of zeros, as long as this one and in the same place.
   *
   * @return a vector that the caller closes
   */
  Vector like();

  /**
   * A view of a part.
   *
   * @param offset the index of the first value
   * @param length the number of values
   * @return a view that shares this vector's memory
   */
  Vector slice(int offset, int length);

  /**
   * Copies values to the host.
   *
   * @param offset the index of the first value
   * @param destination receives as many values as it is long
   */
  void read(int offset, float[] destination);

  /**
   * Copies values from the host.
   *
   * @param offset the index of the first value
   * @param source the values
   */
  void write(int offset, float[] source);

  /**
   * Sets all values.
   *
   * @param value the value
   */
  void fill(float value);

  /**
   * Copies another vector into this one.
   *
   * @param source the vector to copy
   */
  void assign(Vector source);

  /**
   * Multiplies all values.
   *
   * @param factor the factor
   */
  void scale(double factor);

  /**
   * Adds a multiple of another vector to this one.
   *
   * @param factor the factor
   * @param other the vector to add
   */
  void add(double factor, Vector other);

  /**
   * The inner product.
   *
   * @param other the other vector, which may be this one
   * @return the sum of the products
   */
  double dot(Vector other);

  /**
   * The Euclidean norm.
   *
   * @return the root of the sum of squares
   */
  default double norm() {
    return Math.sqrt(dot(this));
  }

  /**
   * Multiplies all values, and adds up the squares of the products.
   *
   * @param factor the factor
   * @return the sum of the squares of the products, to 1e-6 of it
   */
  default double scaleAndSquare(double factor) {
    scale(factor);
    return dot(this);
  }

  /**
   * Scales this vector and others down together, so that their common Euclidean norm is no larger
   * than a bound. An accelerator does so without telling the host the norm.
   *
   * @param others further vectors
   * @param largest the bound, above 0; a smaller norm, or one that is not a number, changes nothing
   */
  default void limitNorm(List<Vector> others, double largest) {
    double squares = dot(this);
    for (Vector other : others) {
      squares += other.dot(other);
    }
    double norm = Math.sqrt(squares);
    if (norm > largest) {
      scale(largest / norm);
      others.forEach(other -> other.scale(largest / norm));
    }
  }

  /**
   * Updates this vector element by element.
   *
   * @param update a program, which runs where the vector is, or a loop in Java
   * @param state vectors that are updated too
   * @param inputs vectors that are only read
   */
  void update(Update update, List<Vector> state, List<Vector> inputs);

  /**
   * Copies rows of another vector into the consecutive rows of this one.
   *
   * @param source the vector to copy from
   * @param rows the rows, in any order, each any number of times
   * @param width the number of values of a row
   */
  void gather(Vector source, int[] rows, int width);

  /**
   * Copies the consecutive rows of another vector into rows of this one.
   *
   * @param source the vector to copy from
   * @param rows the rows here, in any order, each once
   * @param width the number of values of a row
   */
  void scatter(Vector source, int[] rows, int width);

  /** Frees the memory. Has no effect on a view or a second time. */
  @Override
  void close();
}
