package io.retort.runtime.common.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void namesAreWrittenInKebabCase() {
    assertEquals("soft-weight", KebabCase.of("softWeight"));
    assertEquals("conv2d", KebabCase.of(Layer.Conv2d.class.getSimpleName()));
    assertEquals("global-avg-pool", KebabCase.of("GlobalAvgPool"));
    assertEquals("l2", KebabCase.of("l2"));
    assertEquals("xml-http-request", KebabCase.of("XMLHttpRequest"));
    assertEquals("leaky-relu", KebabCase.of(ActivationFunction.LEAKY_RELU));
  }

  @Test
  void theDistanceCountsInsertionsRemovalsReplacementsAndSwaps() {
    assertEquals(0, NearestName.distance("adam", "adam"));
    assertEquals(1, NearestName.distance("adam", "adamw"));
    assertEquals(1, NearestName.distance("adam", "ada"));
    assertEquals(1, NearestName.distance("adam", "adan"));
    assertEquals(1, NearestName.distance("adam", "daam"));
    assertEquals(4, NearestName.distance("", "adam"));
    assertEquals(3, NearestName.distance("kitten", "sitting"));
  }

  @Test
  void onlyNearNamesAreSuggested() {
    List<String> known = List.of("adam", "adamw", "sgd");
    assertEquals(Optional.of("adam"), NearestName.find("adan", known));
    assertEquals(Optional.of("adamw"), NearestName.find("adam-w", known));
    assertEquals(Optional.empty(), NearestName.find("lion", known));
  }
}
