package io.retort.core.tests;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.checkpoint.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {

  @ParameterizedTest
  @ValueSource(strings = {"500 steps", "1 step", "30 seconds", "2 minutes", "1 hour", "90 seconds"})
  void anIntervalIsWrittenAsItIsRead(String text) {
    assertEquals(text, Interval.parse(text).toString());
  }

  @Test
  void unitsAreThoseOfTime() {
    assertEquals(Interval.parse("120 seconds"), Interval.parse("2 minutes"));
    assertEquals(Interval.parse("1 hour"), Interval.parse("60 minutes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "steps", "0 steps", "-1 steps", "2 weeks", "1.5 minutes", "2 s"})
  void anythingElseIsRefused(String text) {
    assertRefused(
        IllegalArgumentException.class,
        () -> Interval.parse(text),
        "'" + text + "' is not an interval",
        "500 steps");
  }
}
