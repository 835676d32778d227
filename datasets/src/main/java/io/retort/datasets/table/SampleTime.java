package io.retort.datasets.table;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * When a sample was taken.
 *
 * @param value a number as it is; for a date, the seconds since 1970 in UTC
 * @param written what it is written as, such as {@code number}
 */
public record SampleTime(double value, String written) {
  /** A date, perhaps with a time of day, perhaps with an offset from UTC: ISO 8601. */
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .toFormatter()
          .withChronology(IsoChronology.INSTANCE)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Where the time of day begins. */
  private static final int DAY = "2024-01-31".length();

  private static final double NANO = 1e-9;

  /**
   * A number.
   *
   * @param value in any unit
   * @return it
   */
  public static SampleTime number(double value) {
    return new SampleTime(value, "number");
  }

  /**
   * A date.
   *
   * @param cell its text
   * @return empty if it is none
   */
  public static Optional<SampleTime> date(String cell) {
    String text =
        cell.length() > DAY && cell.charAt(DAY) == ' '
            ? cell.substring(0, DAY) + 'T' + cell.substring(DAY + 1)
            : cell;
    try {
      TemporalAccessor found =
          DATE.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      OffsetDateTime time = utc(found);
      return Optional.of(new SampleTime(time.toEpochSecond() + NANO * time.getNano(), "date"));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  private static OffsetDateTime utc(TemporalAccessor found) {
    if (found instanceof OffsetDateTime time) {
      return time;
    }
    return found instanceof LocalDateTime time
        ? time.atOffset(ZoneOffset.UTC)
        : LocalDate.from(found).atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
