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
  }

  @Test
  void largeValuesHaveFiveDigits() {
    assertEquals("99.1234", Figures.of("rmse", 99.12341));
    assertEquals("212.34", Figures.of("rmse", 212.34));
    assertEquals("1628.4", Figures.of("rmse", 1628.39));
    assertEquals("340504", Figures.of("rmse", 340504.2));
    assertEquals("16954 ± 1324", Figures.spread("rmse", 16954.14, 1324.003));
    assertEquals("1.2000 ± 0.0300", Figures.spread("rmse", 1.2, 0.03));
    assertEquals("94.09% ± 1.56%", Figures.spread("accuracy", 0.9409, 0.0156));
    assertEquals("undefined", Figures.spread("r2", Double.NaN, Double.NaN));
  }

  @Test
  void whatIsNoNumberIsUndefined() {
    assertEquals("undefined", Figures.of("r2", Double.NaN));
  }
}
