package io.retort.runtime.configuration;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The values that a key may take, in their order: written as a list, or as numbers {@code {from: 1,
 * to: 16, count: 5, scale: logarithmic}}.
 *
 * @param values at least one, none of them twice
 */
public record Alternatives(List<WrittenValue> values) {

  public Alternatives {
    values = List.copyOf(values);
    List<String> texts = values.stream().map(WrittenValue::toString).toList();
    if (texts.isEmpty() || texts.stream().distinct().count() < texts.size()) {
      throw new IllegalArgumentException(
          "the values " + texts + " must be at least one, none of them twice");
    }
  }

  /**
   * Numbers at equal distances, or in equal proportions.
   *
   * @param from the first
   * @param to the last
   * @param count how many
   * @param scale what is equal
   */
  record Numbers(
      @Doc("The first number.") double from,
      @Doc("The last number.") double to,
      @Doc("How many numbers, the first and the last among them.") @Range(min = 2, max = 1000)
          int count,
      @Doc("Whether neighbours have the same distance (linear) or proportion (logarithmic).")
          @Default("linear")
          Scale scale) {
    /** No configuration needs more digits, and 0.30000000000000004 reads badly. */
    private static final MathContext DIGITS = new MathContext(6);

    Numbers {
      if (from == to) {
        throw new IllegalArgumentException("from and to are both " + from + "; give two numbers");
      }
      if (scale == Scale.LOGARITHMIC && (from <= 0 || to <= 0)) {
        throw new IllegalArgumentException(
            "a logarithmic scale from "
                + from
                + " to "
                + to
                + " is not possible; both must be above 0");
      }
    }

    /** Which neighbours are equally far apart. */
    enum Scale {
      /** Equal distances. */
      LINEAR,
      /** Equal proportions. */
      LOGARITHMIC
    }

    Alternatives at(SourceLocation place) {
      return new Alternatives(
          new ArrayList<>(
              IntStream.range(0, count)
                  .mapToDouble(i -> number((double) i / (count - 1)))
                  .mapToObj(Numbers::text)
                  .map(text -> new WrittenValue(new Scalar(text, true, place)))
                  .toList()));
    }

    private double number(double share) {
      return scale == Scale.LINEAR
          ? from + share * (to - from)
          : Math.exp(Math.log(from) + share * (Math.log(to) - Math.log(from)));
    }

    private static String text(double number) {
      return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
    }
  }
}
