package io.retort.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

  @ParameterizedTest(name = "input {0}, window {1}, stride {2}")
  @CsvSource({
    // input, window, stride, output, before, after
    "8, 3, 1, 8, 1, 1",
    "8, 2, 1, 8, 0, 1",
    "8, 3, 2, 4, 0, 1",
    "7, 3, 2, 4, 1, 1",
    "7, 2, 2, 4, 0, 1",
    "5, 1, 3, 2, 0, 0",
    "4, 7, 1, 4, 3, 3",
  })
  void sameGivesTheCeilingWithTheOddRowBehind(
      int input, int window, int stride, int output, int before, int after) {
    assertEquals(output, Padding.SAME.output(input, window, stride));
    assertEquals(before, Padding.SAME.before(input, window, stride));
    assertEquals(after, Padding.SAME.after(input, window, stride));
  }

  @ParameterizedTest(name = "input {0}, window {1}, stride {2}")
  @CsvSource({"8, 3, 1, 6", "8, 3, 2, 3", "7, 2, 2, 3", "3, 3, 5, 1", "2, 3, 1, 0", "1, 4, 2, -1"})
  void validCountsWholeWindows(int input, int window, int stride, int output) {
    assertEquals(output, Padding.VALID.output(input, window, stride));
    assertEquals(0, Padding.VALID.before(input, window, stride));
    assertEquals(0, Padding.VALID.after(input, window, stride));
  }

  @ParameterizedTest(name = "input {0}, window {1}, stride {2}, padding {3}")
  @CsvSource({"8, 3, 1, 1, 8", "8, 3, 2, 1, 4", "28, 5, 1, 2, 28", "4, 3, 3, 2, 2"})
  void aNumberPadsBothSides(int input, int window, int stride, int amount, int output) {
    Padding padding = Padding.parse(Integer.toString(amount));
    assertEquals(output, padding.output(input, window, stride));
    assertEquals(amount, padding.before(input, window, stride));
    assertEquals(amount, padding.after(input, window, stride));
  }

  @Test
  void writtenFormIsReadBack() {
    for (String text : new String[] {"same", "valid", "2"}) {
      assertEquals(text, Padding.parse(text).toString());
    }
    assertEquals(Padding.VALID, Padding.parse("0"));
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Padding.parse("Same"));
    assertThrows(IllegalArgumentException.class, () -> Padding.parse("-1"));
    assertThrows(IllegalArgumentException.class, () -> new Padding(true, 1));
  }
}
