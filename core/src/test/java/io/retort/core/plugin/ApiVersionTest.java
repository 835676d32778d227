package io.retort.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
          "The API version '" + text + "' is to be two numbers such as " + ApiVersion.CURRENT,
          message);
    }
  }
}
