package io.retort.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.runtime.experiment.Retort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
  private static final Path WORKLOADS = Path.of("workloads");

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn-small", "resnet", "lstm"})
  void everyWorkloadCanBeHandedToAnotherFramework(String name) {
    Workload workload = Workload.read(Retort.discover(), WORKLOADS.resolve(name + ".yaml"));

    assertEquals(name, workload.name());
    assertEquals(4.0, workload.tree().get("temperature"));
    assertEquals(0.9, workload.tree().get("soft-weight"));
  }

  @Test
  void aLossThatTheOtherSideDoesNotKnowIsRefused(@TempDir Path folder) throws IOException {
    String text = Files.readString(WORKLOADS.resolve("mlp.yaml"));
    String strategy = "soft-weight: 0.9";
    assertTrue(text.contains(strategy), text);
    Path file = folder.resolve("reverse.yaml");
    Files.writeString(
        file,
        text.replace(strategy, strategy + ", soft: {kind: kullback-leibler, direction: reverse}"));

    RetortException refused =
        assertThrows(RetortException.class, () -> Workload.read(Retort.discover(), file));

    assertTrue(refused.getMessage().contains("not temperature with its usual loss"));
  }
}
