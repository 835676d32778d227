package io.retort.core.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorTest {

  @Test
  void startsAtZero() {
    try (Tensor tensor = Tensor.allocate(Shape.of(2, 3))) {
      assertArrayEquals(new float[6], tensor.toArray());
    }
  }

  @Test
  void bufferHoldsExactlyTheElements() {
    for (int elements = 1; elements < 40; elements++) {
      try (Tensor tensor = Tensor.allocate(Shape.of(elements))) {
        assertEquals(elements, tensor.values().capacity());
      }
    }
  }

  @Test
  void rowsAreAViewOfTheSameMemory() {
    try (Tensor tensor = Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6)) {
      Tensor rows = tensor.rows(1, 2);
      assertEquals(Shape.of(2, 2), rows.shape());
      assertArrayEquals(new float[] {3, 4, 5, 6}, rows.toArray());
      rows.set(0, 9);
      assertEquals(9, tensor.get(2));
    }
  }

  @Test
  void reshapeIsAViewOfTheSameMemory() {
    try (Tensor tensor = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6)) {
      Tensor view = tensor.reshape(Shape.of(3, 2));
      view.set(5, 9);
      assertEquals(9, tensor.get(5));
      assertThrows(IllegalArgumentException.class, () -> tensor.reshape(Shape.of(4)));
    }
  }

  @Test
  void closingAViewFreesNothing() {
    try (Tensor tensor = Tensor.of(Shape.of(2), 1, 2)) {
      tensor.rows(0, 1).close();
      tensor.reshape(Shape.of(1, 2)).close();
      assertArrayEquals(new float[] {1, 2}, tensor.toArray());
    }
  }

  @Test
  void useAfterCloseIsRefused() {
    Tensor tensor = Tensor.of(Shape.of(2), 1, 2);
    Tensor view = tensor.rows(0, 1);
    tensor.close();
    assertThrows(IllegalStateException.class, tensor::toArray);
    assertThrows(IllegalStateException.class, () -> tensor.set(0, 1));
    assertThrows(IllegalStateException.class, () -> view.get(0));
    assertTrue(tensor.toString().contains("closed"), tensor.toString());
  }

  @Test
  void closingTwiceHasNoEffect() {
    Tensor tensor = Tensor.allocate(Shape.of(2));
    tensor.close();
    assertDoesNotThrow(tensor::close);
  }

  @Test
  void valuesThatDoNotFillTheShapeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(Shape.of(3), 1, 2));
  }

  @Test
  void copyNeedsAsManyElements() {
    try (Tensor to = Tensor.allocate(Shape.of(2, 2));
        Tensor from = Tensor.of(Shape.of(4), 1, 2, 3, 4);
        Tensor other = Tensor.allocate(Shape.of(3))) {
      to.copyFrom(from);
      assertArrayEquals(new float[] {1, 2, 3, 4}, to.toArray());
      assertThrows(IllegalArgumentException.class, () -> to.copyFrom(other));
    }
  }

  @Test
  void rowsBeyondTheEndAreRefused() {
    try (Tensor tensor = Tensor.allocate(Shape.of(3, 2))) {
      assertThrows(IndexOutOfBoundsException.class, () -> tensor.rows(2, 2));
    }
  }

  @Test
  void fillSetsEveryValue() {
    try (Tensor tensor = Tensor.allocate(Shape.of(3))) {
      tensor.fill(2.5f);
      assertArrayEquals(new float[] {2.5f, 2.5f, 2.5f}, tensor.toArray());
    }
  }
}
