package io.retort.core.checkpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a training goes on without a checkpoint: a number of steps or a time. Written {@code 500
 * steps}, {@code 30 seconds}, {@code 2 minutes} or {@code 1 hour}.
 *
 * @param steps the number of steps, at least 1; exactly one of {@code steps} and {@code time}
 * @param time the time, in whole seconds
 */
public record Interval(OptionalLong steps, Optional<Duration> time) {
  private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,8}) ([a-z]+?)s?");

  /** Checks that it is one of the two. */
  public Interval {
    if (steps.isPresent() == time.isPresent()
        || steps.orElse(1) < 1
        || time.orElse(Duration.ofSeconds(1)).toSeconds() < 1) {
      throw new IllegalArgumentException("An interval is a number of steps or a time, above 0");
    }
  }

  /**
   * Reads an interval.
   *
   * @param text such as {@code 500 steps} or {@code 2 minutes}
   * @return the interval
   * @throws IllegalArgumentException if it says none
   */
  public static Interval parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    String unit = matcher.matches() ? matcher.group(2) : "";
    long count = unit.isEmpty() ? 0 : Long.parseLong(matcher.group(1));
    return switch (unit) {
      case "step" -> new Interval(OptionalLong.of(count), Optional.empty());
      case "second" -> of(Duration.ofSeconds(count));
      case "minute" -> of(Duration.ofMinutes(count));
      case "hour" -> of(Duration.ofHours(count));
      default ->
          throw new IllegalArgumentException(
              "'"
                  + text
                  + "' is not an interval; write one such as 500 steps, 30 seconds or 2 minutes");
    };
  }

  /**
   * A time.
   *
   * @param time at least a second
   */
  public static Interval of(Duration time) {
    return new Interval(OptionalLong.empty(), Optional.of(time));
  }

  /** As it is written. */
  @Override
  public String toString() {
    if (steps.isPresent()) {
      return counted(steps.getAsLong(), "step");
    }
    long seconds = time.orElseThrow().toSeconds();
    return seconds % 3600 == 0
        ? counted(seconds / 3600, "hour")
        : seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second");
  }

  private static String counted(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
