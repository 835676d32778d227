package io.retort.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiVersionTest {

  @Test
  void aHostRunsPluginsOfItsMajorVersionUpToItsMinorOne() {
    ApiVersion host = new ApiVersion(2, 3);
    assertTrue(host.supports(new ApiVersion(2, 3)));
    assertTrue(host.supports(new ApiVersion(2, 0)));
    assertFalse(host.supports(new ApiVersion(2, 4)));
    assertFalse(host.supports(new ApiVersion(1, 3)));
    assertFalse(host.supports(new ApiVersion(3, 0)));
  }

  @Test
  void beforeTheFirstStableReleaseOnlyTheSameVersionFits() {
    ApiVersion host = new ApiVersion(0, 2);
    assertTrue(host.supports(new ApiVersion(0, 2)));
    assertFalse(host.supports(new ApiVersion(0, 1)));
    assertFalse(host.supports(new ApiVersion(0, 3)));
    assertFalse(host.supports(new ApiVersion(1, 0)));
    assertFalse(new ApiVersion(1, 2).supports(host));
  }

  @Test
  void theOlderVersionIsTheSmallerOne() {
    List<ApiVersion> versions =
        List.of(
            new ApiVersion(0, 1),
            new ApiVersion(0, 2),
            new ApiVersion(0, 10),
            new ApiVersion(1, 0),
            new ApiVersion(1, 3),
            new ApiVersion(2, 0));
    List<ApiVersion> mixed = new ArrayList<>(versions);
    Collections.reverse(mixed);
    Collections.sort(mixed);
    assertEquals(versions, mixed);
  }

  @Test
  void theWrittenFormIsReadBack() {
    assertEquals(new ApiVersion(12, 7), ApiVersion.parse("12.7"));
    assertEquals("12.7", new ApiVersion(12, 7).toString());
  }

  @Test
  void anotherFormIsRefusedWithAnExample() {
    for (String text : new String[] {"", "1", "1.x", "1.0.0", "-1.0", " 1.0", "99999999999.0"}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> ApiVersion.parse(text)).getMessage();
      assertEquals(
          "The API version '" + text + "' must be two numbers such as " + ApiVersion.CURRENT,
          message);
    }
  }
}
