package io.retort.core.data;

import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes rows of one form of rows of another: each value is a constant plus multiples of values of
 * the given row.
 */
public final class RowMapping {
  private final int given;
  private final double[] constants;
  private final List<Multiple> multiples;
  private final boolean identity;

  private RowMapping(int given, double[] constants, List<Multiple> multiples) {
    this.given = given;
    this.constants = constants;
    this.multiples = List.copyOf(multiples);
    this.identity =
        given == constants.length
            && multiples.size() == given
            && Arrays.stream(constants).allMatch(constant -> constant == 0)
            && multiples.stream().allMatch(each -> each.from() == each.to() && each.factor() == 1);
  }

  private record Multiple(int from, int to, double factor) {}

  /**
   * Leaves rows as they are.
   *
   * @param width the number of values of a row
   * @return the mapping
   */
  public static RowMapping identity(int width) {
    Builder builder = new Builder(width, width);
    for (int i = 0; i < width; i++) {
      builder.add(i, i, 1);
    }
    return builder.build();
  }

  /**
   * Whether rows stay what they are.
   *
   * @return true if nothing needs to be mapped
   */
  public boolean isIdentity() {
    return identity;
  }

  /**
   * Maps a row.
   *
   * @param from a row of the given form
   * @return a new row of the other form
   */
  public float[] apply(float[] from) {
    double[] to = constants.clone();
    for (Multiple each : multiples) {
      to[each.to()] += each.factor() * from[each.from()];
    }
    float[] row = new float[to.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) to[i];
    }
    return row;
  }

  /**
   * Maps all rows of a tensor.
   *
   * @param from {@code [rows, given values]}, of any number of axes
   * @param to {@code [rows, values]}
   */
  public void apply(Tensor from, Tensor to) {
    float[] row = new float[given];
    for (int i = 0; i < from.shape().extent(0); i++) {
      from.read(i * given, row);
      to.write(i * constants.length, apply(row));
    }
  }

  /** Gathers the parts of a mapping. */
  static final class Builder {
    private final int given;
    private final double[] constants;
    private final List<Multiple> multiples = new ArrayList<>();

    /** From rows of {@code given} values to rows of {@code wanted}, all 0 to begin with. */
    Builder(int given, int wanted) {
      this.given = given;
      this.constants = new double[wanted];
    }

    void add(int from, int to, double factor) {
      multiples.add(new Multiple(from, to, factor));
    }

    void constant(int to, double value) {
      constants[to] += value;
    }

    /** Brings a value from one scale to another. */
    void rescale(int from, Standardization present, int to, Standardization wanted) {
      if (present.equals(wanted)) {
        // To the bit, which a division and a multiplication are not.
        add(from, to, 1);
      } else if (!wanted.constant()) {
        add(from, to, present.deviation() / wanted.deviation());
        constant(to, wanted.apply(present.mean()));
      }
    }

    RowMapping build() {
      return new RowMapping(given, constants, multiples);
    }
  }
}
