package io.retort.core.network;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.ParameterSlice.Role;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How the named arrays of a network lie in one contiguous vector. All weights come first, so that
 * what penalties apply to is one range; every array starts at a multiple of 16 values (64 bytes),
 * and the gaps stay 0.
 *
 * @param slices the arrays in the order of the vector
 * @param length the length of the vector, gaps included
 * @param penalised the length of the leading range with all weights
 */
public record ParameterLayout(List<ParameterSlice> slices, int length, int penalised) {
  private static final int ALIGNMENT = 16;

  public ParameterLayout {
    slices = List.copyOf(slices);
  }

  /**
   * Places arrays.
   *
   * @param arrays the arrays in the order of the nodes, their offsets unused
   * @return the layout
   */
  static ParameterLayout of(List<ParameterSlice> arrays) {
    List<ParameterSlice> placed = new ArrayList<>();
    int penalised = place(arrays, slice -> slice.role() == Role.WEIGHT, 0, placed);
    int length = place(arrays, slice -> slice.role() != Role.WEIGHT, penalised, placed);
    return new ParameterLayout(placed, length, penalised);
  }

  private static int place(
      List<ParameterSlice> arrays,
      Predicate<ParameterSlice> chosen,
      int start,
      List<ParameterSlice> placed) {
    long offset = start;
    for (ParameterSlice array : arrays) {
      if (chosen.test(array)) {
        placed.add(
            new ParameterSlice(
                array.name(),
                array.node(),
                array.role(),
                array.shape(),
                (int) offset,
                array.initial()));
        offset += (array.shape().elements() + ALIGNMENT - 1) / ALIGNMENT * (long) ALIGNMENT;
        checkSize(array, offset);
      }
    }
    return (int) offset;
  }

  /** All arrays together are one block of native memory. */
  private static void checkSize(ParameterSlice last, long length) {
    try {
      Shape.of((int) Math.min(Integer.MAX_VALUE, length));
    } catch (IllegalArgumentException tooLarge) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The arrays of the network up to '"
              + last.name()
              + "' hold "
              + length
              + " values, which exceeds 2 GiB; make its layers smaller",
          tooLarge);
    }
  }

  /**
   * The number of values without gaps.
   *
   * @return the sum of the arrays' elements
   */
  public int count() {
    return slices.stream().mapToInt(slice -> slice.shape().elements()).sum();
  }

  /**
   * An array by name.
   *
   * @param name such as {@code conv1.weight}
   * @return where it lies
   * @throws IllegalArgumentException listing the arrays if there is none of that name
   */
  public ParameterSlice slice(String name) {
    return slices.stream()
        .filter(slice -> slice.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no array '"
                        + name
                        + "'; arrays: "
                        + slices.stream().map(ParameterSlice::name).toList()));
  }
}
