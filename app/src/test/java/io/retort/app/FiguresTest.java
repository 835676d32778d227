package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void sharesAreShownInPercent() {
    assertEquals("97.33%", Figures.of("accuracy", 0.97334));
    assertEquals("+3.23", Figures.difference("accuracy", 0.03231));
  }

  @Test
  void valuesInSmallUnitsKeepTwoDigits() {
    assertEquals("0.0900", Figures.of("log-loss", 0.09));
    assertEquals("0.0017", Figures.of("rmse", 0.0017));
    assertEquals("0.00020", Figures.of("rmse", 0.000201));
    assertEquals("0.0000057", Figures.of("rmse", 0.00000572));
    assertEquals("-0.000018", Figures.difference("rmse", -0.0000183));
    assertEquals("0.0000", Figures.of("rmse", 0));
    assertEquals("0.0000", Figures.of("rmse", 3e-17));
    assertEquals("212.3400", Figures.of("rmse", 212.34));
  }

  @Test
  void whatIsNoNumberIsUndefined() {
    assertEquals("undefined", Figures.of("r2", Double.NaN));
  }
}
