package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever was varied, and whatever came of it, there is a picture that can be looked at. */
class HeatMapImageTest {
  private static final String LONG =
      "{kind: adam, learning-rate: 0.001, note: '" + "x".repeat(260) + "', decay: 0.";

  @Test
  void fieldsAreTheDarkerTheHigherTheirScoreIs() {
    BufferedImage image = image(2, 2, "", (x, y) -> 0.1 * x + 0.01 * y).draw();

    Set<Integer> colours = colours(image);
    // Those of the lowest and the highest score; the ones between are mixed of them.
    assertTrue(colours.contains(0xfff7fbff), "the lowest");
    assertTrue(colours.contains(0xff6baed6), "the highest");
  }

  @Test
  void extremeNumbersOfValuesAreDrawnAtAReasonableSize() {
    for (int[] counts :
        new int[][] {{1, 1}, {1, 2}, {2, 1}, {100, 100}, {200, 1}, {1, 200}, {7, 150}}) {
      for (String text : List.of("", LONG)) {
        BufferedImage image = image(counts[0], counts[1], text, (x, y) -> x - 2 * y).draw();
        assertTrue(image.getWidth() < 4_000 && image.getHeight() < 4_000);
        assertTrue(colours(image).size() > 2);
      }
    }
  }

  @Test
  void extremeScoresAreDrawn() {
    for (DoubleBinaryOperator score :
        List.<DoubleBinaryOperator>of(
            (x, y) -> 0,
            (x, y) -> 0.5,
            (x, y) -> (x - y) * 1e300,
            (x, y) -> (x + y + 1) * 1e-300,
            (x, y) -> 1e10 + x + y,
            (x, y) -> x == y ? Double.NaN : 1,
            (x, y) -> x == y ? Double.POSITIVE_INFINITY : x,
            (x, y) -> x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN)) {
      HeatMapImage image = image(2, 2, "", score);
      boolean none = Double.isNaN(score.applyAsDouble(1, 0));
      assertEquals(none, image.isEmpty());
      if (!none) {
        assertTrue(colours(image.draw()).size() > 2);
      }
    }
  }

  @Test
  void valuesOfAnyTextAreDrawn() {
    List<String> odd = List.of("", " ", "\n", "'a\nb'", "\u65e5\u672c", "%s", "a", "A");
    HeatMapImage image =
        new HeatMapImage(LONG, LONG, LONG, odd, odd, new double[odd.size()][odd.size()], true);

    assertTrue(colours(image.draw()).size() > 2);
  }

  @Test
  void longTextsKeepTheirBeginningAndTheirEnd() {
    assertEquals("{kind: adam…ecay: 0.25}", HeatMapImage.shortened(LONG + "25}", 23));
    assertEquals("short", HeatMapImage.shortened("short", 5));
    assertEquals("sh…er", HeatMapImage.shortened("shorter", 5));
    assertEquals("a b", HeatMapImage.shortened(" a \n b ", 5));
    assertNotEquals("", HeatMapImage.shortened("  ", 5));
  }

  private static HeatMapImage image(
      int columns, int rows, String text, DoubleBinaryOperator score) {
    double[][] scores = new double[columns][rows];
    for (int x = 0; x < columns; x++) {
      for (int y = 0; y < rows; y++) {
        scores[x][y] = score.applyAsDouble(x, y);
      }
    }
    return new HeatMapImage(
        "sweep" + text,
        "student.training.optimizer" + text,
        "strategy.temperature" + text,
        values(columns, text),
        values(rows, text),
        scores,
        false);
  }

  private static List<String> values(int count, String text) {
    return IntStream.range(0, count).mapToObj(i -> text + i).toList();
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }
}
