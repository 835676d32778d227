package io.retort.core.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The immutable extents of a tensor's axes, outermost first, all at least 1. */
public final class Shape {
  /** Native memory is addressed in bytes by 32-bit numbers, and needs room to align its start. */
  static final int LARGEST = (Integer.MAX_VALUE - Tensor.ALIGNMENT) / Float.BYTES;

  private final int[] extents;
  private final int elements;

  private Shape(int[] extents) {
    this.extents = extents;
    long product = 1;
    for (int extent : extents) {
      if (extent < 1) {
        throw new IllegalArgumentException(
            "The shape " + Arrays.toString(extents) + " has an axis below 1");
      }
      product *= extent;
      if (product > LARGEST) {
        throw new IllegalArgumentException(
            "The shape " + Arrays.toString(extents) + " exceeds 2 GiB of 32-bit values");
      }
    }
    this.elements = (int) product;
  }

  /**
   * A shape.
   *
   * @param extents the extents, outermost first; none at all for a single value
   * @return the shape
   * @throws IllegalArgumentException if an extent is below 1 or the whole exceeds 2 GiB
   */
  public static Shape of(int... extents) {
    return new Shape(extents.clone());
  }

  /**
   * The number of axes.
   *
   * @return 0 for a single value
   */
  public int rank() {
    return extents.length;
  }

  /**
   * The extent of one axis.
   *
   * @param axis 0 is the outermost; negative numbers count from the innermost, which is −1
   * @return at least 1
   */
  public int extent(int axis) {
    return extents[axis < 0 ? axis + extents.length : axis];
  }

  /**
   * The number of values.
   *
   * @return the product of the extents
   */
  public int elements() {
    return elements;
  }

  /**
   * This shape with one more axis outside, as a batch of samples of this shape has.
   *
   * @param count the number of samples
   * @return {@code [count, this…]}
   */
  public Shape batch(int count) {
    int[] batched = new int[extents.length + 1];
    batched[0] = count;
    System.arraycopy(extents, 0, batched, 1, extents.length);
    return new Shape(batched);
  }

  /**
   * The shape of one sample of a batch of this shape.
   *
   * @return this shape without its outermost axis
   */
  public Shape sample() {
    return new Shape(Arrays.copyOfRange(extents, 1, extents.length));
  }

  /**
   * The extents.
   *
   * @return a new array, outermost first
   */
  public int[] toArray() {
    return extents.clone();
  }

  /**
   * Reads the form that {@link #toString} writes.
   *
   * @param text such as {@code 1x28x28}
   * @return the shape
   * @throws IllegalArgumentException if the text is not a shape
   */
  public static Shape parse(String text) {
    try {
      return new Shape(Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray());
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a shape; write extents such as 28x28", notANumber);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** The extents joined by {@code x}: {@code 1x28x28}. */
  @Override
  public String toString() {
    return Arrays.stream(extents).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }
}
