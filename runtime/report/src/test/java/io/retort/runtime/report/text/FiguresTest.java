package io.retort.runtime.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.progress.Unit;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void sharesAreShownInPercent() {
    assertEquals("97.33%", Figures.of(Unit.SHARE, 0.97334));
    assertEquals("+3.23", Figures.difference(Unit.SHARE, 0.03231));
  }

  @Test
  void valuesInSmallUnitsKeepTwoDigits() {
    assertEquals("0.0900", Figures.of(Unit.NONE, 0.09));
    assertEquals("0.0017", Figures.of(Unit.OF_VALUES, 0.0017));
    assertEquals("0.00020", Figures.of(Unit.OF_VALUES, 0.000201));
    assertEquals("0.0000057", Figures.of(Unit.OF_VALUES, 0.00000572));
    assertEquals("-0.000018", Figures.difference(Unit.OF_VALUES, -0.0000183));
    assertEquals("0.0000", Figures.of(Unit.OF_VALUES, 0));
    assertEquals("0.0000", Figures.of(Unit.OF_VALUES, 3e-17));
  }

  @Test
  void largeValuesHaveFiveDigits() {
    assertEquals("99.1234", Figures.of(Unit.OF_VALUES, 99.12341));
    assertEquals("212.34", Figures.of(Unit.OF_VALUES, 212.34));
    assertEquals("1628.4", Figures.of(Unit.OF_VALUES, 1628.39));
    assertEquals("340504", Figures.of(Unit.OF_VALUES, 340504.2));
    assertEquals("16954 ± 1324", Figures.spread(Unit.OF_VALUES, 16954.14, 1324.003));
    assertEquals("1.2000 ± 0.0300", Figures.spread(Unit.OF_VALUES, 1.2, 0.03));
    assertEquals("94.09% ± 1.56%", Figures.spread(Unit.SHARE, 0.9409, 0.0156));
    assertEquals("undefined", Figures.spread(Unit.NONE, Double.NaN, Double.NaN));
  }

  @Test
  void whatIsNoNumberIsUndefined() {
    assertEquals("undefined", Figures.of(Unit.NONE, Double.NaN));
  }
}
