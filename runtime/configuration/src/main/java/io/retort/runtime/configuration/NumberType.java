package io.retort.runtime.configuration;

import io.retort.core.plugin.Range;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A whole or decimal number within a range. */
final class NumberType extends ScalarType {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,19}");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");

  private final Class<?> type;
  private final Optional<Range> range;

  /** The type is {@code Integer}, {@code Long} or {@code Double}. */
  NumberType(Class<?> type, Optional<Range> range) {
    this.type = type;
    this.range = range;
  }

  @Override
  public String words() {
    return (type == Double.class ? "a number" : "a whole number")
        + range.map(NumberType::words).orElse("");
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type == Double.class ? "number" : "integer");
    range.ifPresent(
        bounds -> {
          bound(schema, bounds.minExclusive() ? "exclusiveMinimum" : "minimum", bounds.min());
          bound(schema, bounds.maxExclusive() ? "exclusiveMaximum" : "maximum", bounds.max());
        });
    return schema;
  }

  private static void bound(Map<String, Object> schema, String keyword, double bound) {
    if (Double.isFinite(bound)) {
      schema.put(keyword, plain(plain(bound)));
    }
  }

  @Override
  Optional<Object> parse(Scalar scalar) {
    Pattern form = type == Double.class ? DECIMAL : WHOLE;
    if (!scalar.plain() || !form.matcher(scalar.text()).matches()) {
      return Optional.empty();
    }
    Object number;
    try {
      number = parse(scalar.text());
    } catch (NumberFormatException overflow) {
      throw new IllegalArgumentException(
          "expected " + words() + ", found " + scalar.found() + ", which is too large", overflow);
    }
    double value = ((Number) number).doubleValue();
    return Double.isFinite(value) && range.stream().allMatch(bounds -> contains(bounds, value))
        ? Optional.of(number)
        : Optional.empty();
  }

  private Object parse(String text) {
    if (type == Integer.class) {
      return Integer.valueOf(text);
    } else if (type == Long.class) {
      return Long.valueOf(text);
    }
    return Double.valueOf(text);
  }

  /** A word as the number that it is, or as text if it is none. */
  static Object plain(String word) {
    if (WHOLE.matcher(word).matches() && word.length() < 19) {
      return Long.valueOf(word);
    }
    return DECIMAL.matcher(word).matches() ? (Object) Double.valueOf(word) : word;
  }

  private static boolean contains(Range range, double value) {
    return (range.minExclusive() ? value > range.min() : value >= range.min())
        && (range.maxExclusive() ? value < range.max() : value <= range.max());
  }

  private static String words(Range range) {
    String lower = (range.minExclusive() ? " above " : " of at least ") + plain(range.min());
    String upper = (range.maxExclusive() ? " below " : " of at most ") + plain(range.max());
    if (Double.isInfinite(range.min())) {
      return Double.isInfinite(range.max()) ? "" : upper;
    }
    return Double.isInfinite(range.max()) ? lower : lower + " and" + upper.replace(" of", "");
  }

  static String plain(double bound) {
    return Double.isInfinite(bound)
        ? "infinity"
        : BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
