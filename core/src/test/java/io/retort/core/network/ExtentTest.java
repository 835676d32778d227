package io.retort.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ExtentTest {

  @Test
  void oneNumberIsASquare() {
    assertEquals(new Extent(3, 3), Extent.parse("3"));
    assertEquals("3", Extent.of(3).toString());
  }

  @Test
  void heightComesFirst() {
    assertEquals(new Extent(3, 5), Extent.parse("3x5"));
    assertEquals("3x5", new Extent(3, 5).toString());
  }

  @Test
  void nonsenseIsRefused() {
    for (String text : new String[] {"", "x", "3x", "3x5x7", "3 x 5", "0", "2x-1"}) {
      assertThrows(IllegalArgumentException.class, () -> Extent.parse(text), text);
    }
  }
}
