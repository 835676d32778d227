package io.retort.datasets.table.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.DecimalNumber;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableNumbersTest {
  private final Random random = new Random(11);

  /** The characters around the cell belong to its neighbours. */
  private static double value(TableNumbers numbers, String cell) {
    return numbers.value(("7" + cell + "7").toCharArray(), 1, 1 + cell.length());
  }

  @Test
  void numbersAreTheNearestDoublesToTheBit() {
    for (int i = 0; i < 100_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(any)) {
        assertExact(Double.toString(any));
        assertExact(Float.toString((float) any).replace("Infinity", "1e39").replace("NaN", "0"));
      }
      assertExact(random.nextInt() + "." + random.nextInt(1_000_000));
      assertExact("0." + "0".repeat(random.nextInt(30)) + random.nextLong(Long.MAX_VALUE));
    }
    // Halfway between two doubles, and far beyond the digits that one has.
    assertExact("9007199254740993");
    assertExact("9007199254740992." + "9".repeat(1000));
    assertExact("1e-324");
    assertExact("-2.4703282292062328e-324");
    assertExact("1e99999999999");
    assertExact("-0");
  }

  private static void assertExact(String cell) {
    assertEquals(
        Double.doubleToRawLongBits(Double.parseDouble(cell)),
        Double.doubleToRawLongBits(value(TableNumbers.WITH_POINT, cell)),
        cell);
    assertEquals(
        Double.parseDouble(cell), value(new TableNumbers(','), cell.replace('.', ',')), cell);
  }

  @ParameterizedTest
  @ValueSource(chars = {'.', ','})
  void whatIsNoDecimalNumberIsNone(char mark) {
    TableNumbers numbers = new TableNumbers(mark);
    String characters = "0123456789" + "..,,--++eeEE" + " dfxNI_\u0660\t";
    for (int i = 0; i < 300_000; i++) {
      StringBuilder cell = new StringBuilder();
      for (int length = random.nextInt(7); length > 0; length--) {
        cell.append(characters.charAt(random.nextInt(characters.length())));
      }
      assertEquals(
          DecimalNumber.matches(cell.toString(), mark),
          !Double.isNaN(value(numbers, cell.toString())),
          () -> "'" + cell + "'");
    }
    for (String other :
        new String[] {"NaN", "Infinity", "-Infinity", "0x1p3", "1d", "1f", "1_000", " 1", "1 "}) {
      assertEquals(Double.NaN, value(numbers, other), other);
    }
  }
}
