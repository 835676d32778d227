package io.retort.runtime.experiment.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.Warning;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningLogTest {
  private final WarningLog log = new WarningLog();

  private static Warning warning(String code) {
    return new Warning(code, "student", "something is likely a mistake");
  }

  @Test
  void aWarningIsKeptOnce() {
    assertTrue(log.add(warning("a")));
    assertFalse(log.add(warning("a")));
    assertEquals(List.of(warning("a")), log.warnings());
  }

  /** The second training has warned first, of something that the first one warned of later too. */
  @Test
  void trainingsAtTheSameTimeWarnInTheirOrder() {
    List.of("before", "both", "first", "second").forEach(code -> log.add(warning(code)));
    log.arrange(1, List.of(warning("first"), warning("both"), warning("both"), warning("second")));
    assertEquals(
        List.of(warning("before"), warning("first"), warning("both"), warning("second")),
        log.warnings());
  }

  /** A listener of the program's own may have kept a warning to itself. */
  @Test
  void whatWasNotKeptIsNotAdded() {
    log.add(warning("before"));
    log.arrange(1, List.of(warning("held-back")));
    assertEquals(List.of(warning("before")), log.warnings());
  }
}
