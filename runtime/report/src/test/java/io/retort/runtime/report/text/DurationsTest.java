package io.retort.runtime.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0.000012, 12 µs",
    "0.0009996, 1.00 ms",
    "0.00125, 1.25 ms",
    "0.009996, 10.0 ms",
    "0.0254, 25.4 ms",
    "0.09996, 100 ms",
    "0.8459, 846 ms",
    "0.9996, 1.0 s",
    "3.44, 3.4 s",
    "59.94, 59.9 s",
    "59.96, 1 min 00 s",
    "125, 2 min 05 s",
    "NaN, ''"
  })
  void timesHaveAtMostThreeDigits(double seconds, String text) {
    assertEquals(text, Durations.exact(seconds));
  }
}
