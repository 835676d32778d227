package io.retort.core.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DeviceTensorTest {
  @Test
  void valuesOnTheHostAreShared() {
    try (Tensor tensor = Tensor.of(Shape.of(2, 2), 1, 2, 3, 4)) {
      DeviceTensor view = DeviceTensor.of(tensor);
      assertTrue(view.isOnHost());
      try (Tensor same = view.onHost()) {
        same.set(3, 9);
        assertEquals(Shape.of(2, 2), same.shape());
      }
      view.values().scale(2);
      assertArrayEquals(new float[] {2, 4, 6, 18}, tensor.toArray());
    }
  }

  @Test
  void aShapeThatValuesDoNotFillIsRefused() {
    try (HostVector values = HostVector.allocate(5)) {
      assertThrows(IllegalArgumentException.class, () -> new DeviceTensor(Shape.of(2, 2), values));
    }
  }

  @Test
  void viewsOfClosedMemoryAreRefused() {
    DeviceTensor view;
    try (Tensor tensor = Tensor.of(Shape.of(2), 1, 2)) {
      view = DeviceTensor.of(tensor);
    }
    assertThrows(IllegalStateException.class, view::onHost);
    assertThrows(IllegalStateException.class, view::toArray);
  }

  @Test
  void rowsAreGatheredAndScattered() {
    try (Tensor table = Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
        HostVector some = HostVector.allocate(4)) {
      Vector all = DeviceTensor.of(table).values();
      some.gather(all, new int[] {2, 0}, 2);
      float[] gathered = new float[4];
      some.read(0, gathered);
      assertArrayEquals(new float[] {5, 6, 1, 2}, gathered);
      some.scale(10);
      all.scatter(some, new int[] {0, 1}, 2);
      assertArrayEquals(new float[] {50, 60, 10, 20, 5, 6}, table.toArray());
    }
  }
}
