package io.retort.core.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void countsItsElements() {
    assertEquals(24, Shape.of(2, 3, 4).elements());
    assertEquals(1, Shape.of().elements());
  }

  @Test
  void negativeAxesCountFromTheInnermost() {
    assertEquals(4, Shape.of(2, 3, 4).extent(-1));
    assertEquals(2, Shape.of(2, 3, 4).extent(-3));
  }

  @Test
  void sampleUndoesBatch() {
    Shape image = Shape.of(3, 8, 8);
    assertEquals(Shape.of(5, 3, 8, 8), image.batch(5));
    assertEquals(image, image.batch(5).sample());
  }

  @Test
  void isNotChangedThroughItsArrays() {
    int[] extents = {2, 3};
    Shape shape = Shape.of(extents);
    extents[0] = 9;
    shape.toArray()[1] = 9;
    assertArrayEquals(new int[] {2, 3}, shape.toArray());
  }

  @Test
  void writtenFormIsReadBack() {
    assertEquals("1x28x28", Shape.of(1, 28, 28).toString());
    assertEquals(Shape.of(1, 28, 28), Shape.parse("1x28x28"));
  }

  @Test
  void textThatIsNoShapeIsRefusedWithAnExample() {
    for (String text : new String[] {"", "3x", "axb", "3,4"}) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> Shape.parse(text));
      assertTrue(refused.getMessage().contains("28x28"), refused.getMessage());
    }
  }

  @Test
  void orderOfAxesMatters() {
    assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
    assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
  }

  @Test
  void axesBelowOneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Shape.of(2, 0));
    assertThrows(IllegalArgumentException.class, () -> Shape.of(-1));
  }

  @Test
  void whatNativeMemoryCannotHoldIsRefused() {
    // 2^31 - 1 bytes less 64 for the alignment are 536,870,895 whole values.
    assertEquals(536_870_895, Shape.of(536_870_895).elements());
    assertThrows(IllegalArgumentException.class, () -> Shape.of(536_870_896));
    assertThrows(IllegalArgumentException.class, () -> Shape.of(1 << 20, 1 << 20, 1 << 20));
  }
}
