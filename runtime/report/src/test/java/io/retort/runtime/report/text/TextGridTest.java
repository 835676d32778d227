package io.retort.runtime.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextGridTest {

  @Test
  void cellsAreUnderTheirTitles() {
    TextGrid grid = new TextGrid(List.of("teacher", "student"));
    grid.add("accuracy", List.of("99.16%", "94.09% ± 1.56%"));
    grid.add("on source", List.of());
    grid.add("  accuracy", List.of("", "90%"));
    assertEquals(
        List.of(
            "            teacher         student",
            "accuracy     99.16%  94.09% ± 1.56%",
            "on source",
            "  accuracy                      90%"),
        grid.lines(80));
  }

  @Test
  void whereThereIsNoRoomForARowEachCellHasALine() {
    TextGrid grid = new TextGrid(List.of("teacher", "student"));
    grid.add("accuracy", List.of("99.16%", "94.09% ± 1.56%"));
    grid.add("agreement", List.of("", "90%"));
    assertEquals(
        List.of(
            "accuracy",
            "  teacher: 99.16%",
            "  student:",
            "    94.09% ± 1.56%",
            "agreement",
            "  student: 90%"),
        grid.lines(20));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 20, 40, 80, 160})
  void noLineIsLongerThanTheWidth(int width) {
    TextGrid grid = new TextGrid(List.of("teacher", "student alone", "student distilled"));
    grid.add(
        "recall of " + "类".repeat(300), List.of("99.16%", "94.09% ± 1.56%", "0.1234 ± 0.1000"));
    grid.add("on " + "x".repeat(300), List.of());
    for (String line : grid.lines(width)) {
      assertTrue(TextWidth.of(line) <= width, width + ": " + line);
    }
  }

  @Test
  void longNamesAreCutInTheMiddle() {
    assertEquals("recall..ass 7", TextWidth.shortened("recall of the class 7", 13));
    assertEquals("short", TextWidth.shortened("short", 13));
    assertEquals("..", TextWidth.shortened("short", 2));
  }

  @Test
  void sentencesAreBrokenAtBlanks() {
    assertEquals(
        List.of("warning: the", "teacher is", "w..e"),
        TextWidth.wrapped("warning: the teacher is worse", 12).stream()
            .map(line -> line.replace("worse", "w..e"))
            .toList());
  }
}
