package io.retort.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedApiTest {
  private final SharedApi shared =
      new SharedApi(Set.of("org.acme"), Set.of("org.acme", "com.acme.api"));

  @Test
  void aPackageStandsForAllBelowItAndNotForItsNeighbours() {
    assertTrue(shared.hasClass("org.acme.Type"));
    assertTrue(shared.hasClass("org.acme.below.Type"));
    assertTrue(shared.hasClass("com.acme.api.Type$Inner"));
    assertFalse(shared.hasClass("org.acmes.Type"));
    assertFalse(shared.hasClass("com.acme.Type"));
    assertFalse(shared.hasClass("Type"));
  }

  @Test
  void theProgramAlwaysSharesItsApi() {
    SharedApi program = SharedApi.load();

    assertTrue(program.hasClass("io.retort.core.loss.Loss"));
    assertTrue(HostApi.shows("io.retort.core"));
    assertFalse(program.hasClass("com.fasterxml.jackson.databind.ObjectMapper"));
  }
}
