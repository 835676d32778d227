package io.retort.datasets.table.engine;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.retort.core.data.DecimalNumber;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How numbers are written in a table: as {@link DecimalNumber} says, with a decimal mark to choose.
 *
 * @param decimal the mark before the fraction, a point or a comma
 */
public record TableNumbers(char decimal) {
  /** With a point. */
  public static final TableNumbers WITH_POINT = new TableNumbers('.');

  /**
   * Whether a cell is a number.
   *
   * @param cell without blanks around it
   * @return whether it is one
   */
  public boolean isNumber(String cell) {
    return DecimalNumber.matches(cell, decimal);
  }

  /**
   * The number that a cell is, correctly rounded.
   *
   * @param text the cell's characters
   * @param from the first of them
   * @param to before which they end
   * @return not a number where {@link #isNumber} does not hold
   */
  public double value(char[] text, int from, int to) {
    boolean marked = false;
    for (int i = from; i < to; i++) {
      // The parser takes more: names of what is not finite, blanks, suffixes, hexadecimal digits.
      char next = text[i];
      if (next == decimal) {
        marked = true;
      } else if ((next < '0' || next > '9')
          && next != '-'
          && next != '+'
          && next != 'e'
          && next != 'E') {
        return Double.NaN;
      }
    }
    try {
      if (!marked || decimal == '.') {
        return JavaDoubleParser.parseDouble(text, from, to - from);
      }
      return JavaDoubleParser.parseDouble(withPoint(new String(text, from, to - from)));
    } catch (NumberFormatException malformed) {
      return Double.NaN;
    }
  }

  private String withPoint(String cell) {
    return decimal == '.' ? cell : cell.replace(decimal, '.');
  }

  /** Numbers by their value and before all else, the rest by the alphabet. */
  List<String> sorted(Iterable<String> names) {
    Map<String, Optional<BigDecimal>> values = new HashMap<>();
    names.forEach(name -> values.put(name, exact(name)));
    return values.entrySet().stream()
        .sorted(
            Map.Entry.<String, Optional<BigDecimal>>comparingByValue(
                    Comparator.comparing(
                        value -> value.orElse(null),
                        Comparator.nullsLast(Comparator.naturalOrder())))
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Optional<BigDecimal> exact(String name) {
    try {
      return isNumber(name) ? Optional.of(new BigDecimal(withPoint(name))) : Optional.empty();
    } catch (NumberFormatException exponentOutOfRange) {
      return Optional.empty();
    }
  }
}
