package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  @Test
  void saysWhatTheLastBitsDependOn() {
    try (OneDnnBackend backend =
        new OneDnnBackend(new OneDnnConfiguration(Precision.F32, Optional.of(3), true))) {
      Map<String, String> environment = backend.environment();
      assertEquals("3", environment.get("threads"));
      assertEquals(Processor.instructions(), environment.get("instructions"));
      assertTrue(
          environment.get("library").matches("oneDNN \\d+\\.\\d+\\.\\d+"), environment.toString());
      assertEquals("f32", environment.get("precision"));
    }
  }

  @Test
  void autoIsWhatTheProcessorMultiplies() {
    try (OneDnnBackend backend =
        new OneDnnBackend(new OneDnnConfiguration(Precision.AUTO, Optional.of(1), true))) {
      assertEquals(Engine.hasBf16() ? "bf16" : "f32", backend.environment().get("precision"));
    }
  }
}
