package io.retort.datasets;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How numbers are written in a table: digits, perhaps with a sign, a decimal mark and an exponent.
 * What Java's own parser takes besides, such as {@code 1d}, {@code 0x1p3} or {@code NaN}, is none.
 *
 * @param decimal the mark before the fraction, a point or a comma
 */
record CsvNumbers(char decimal) {
  static final CsvNumbers WITH_POINT = new CsvNumbers('.');

  boolean isNumber(String cell) {
    int end = cell.length();
    int at = signs(cell, 0);
    int fraction = digits(cell, at);
    int digits = fraction - at;
    at = fraction;
    if (at < end && cell.charAt(at) == decimal) {
      at = digits(cell, at + 1);
      digits += at - fraction - 1;
    }
    if (digits == 0) {
      return false;
    }
    if (at < end && (cell.charAt(at) == 'e' || cell.charAt(at) == 'E')) {
      int exponent = signs(cell, at + 1);
      at = digits(cell, exponent);
      if (at == exponent) {
        return false;
      }
    }
    return at == end;
  }

  private static int signs(String cell, int at) {
    return at < cell.length() && (cell.charAt(at) == '+' || cell.charAt(at) == '-') ? at + 1 : at;
  }

  private static int digits(String cell, int from) {
    int at = from;
    while (at < cell.length() && cell.charAt(at) >= '0' && cell.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** The number that a cell is, which {@link #isNumber} has to hold for. */
  double value(String cell) {
    return Double.parseDouble(withPoint(cell));
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
