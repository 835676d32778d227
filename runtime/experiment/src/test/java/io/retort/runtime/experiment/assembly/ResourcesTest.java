package io.retort.runtime.experiment.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  @Test
  void closesInReverseOrder() {
    List<String> closed = new ArrayList<>();
    try (Resources resources = new Resources()) {
      resources.add(() -> closed.add("first"));
      resources.add(() -> closed.add("second"));
    }
    assertEquals(List.of("second", "first"), closed);
  }

  @Test
  void aFailureToCloseHidesNoOther() {
    List<String> closed = new ArrayList<>();
    Resources resources = new Resources();
    resources.add(() -> closed.add("first"));
    resources.add(
        () -> {
          throw new IllegalStateException("stuck");
        });

    assertThrows(IllegalStateException.class, resources::close);
    assertEquals(List.of("first"), closed);
  }
}
