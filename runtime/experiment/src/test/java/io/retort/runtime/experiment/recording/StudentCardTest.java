package io.retort.runtime.experiment.recording;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exporters are told of a student's training. */
class StudentCardTest {
  @TempDir private Path folder;

  private static StudentCard card(String strategy, Map<String, Double> temperatures) {
    return new StudentCard("flowers", 7, "abc", strategy, temperatures);
  }

  @Test
  void oneTemperatureHasNoHeadAndSeveralHaveTheirs() {
    assertEquals(
        Map.of("strategy", "joint", "temperature", "4.0"),
        card("joint", Map.of("colour", 4.0, "size", 4.0)).provenance());
    assertEquals(
        Map.of("temperature:colour", "4.0", "temperature:size", "2.5"),
        card("", Map.of("colour", 4.0, "size", 2.5)).provenance());
    assertEquals(Map.of("strategy", "labels"), card("labels", Map.of()).provenance());
  }

  @Test
  void studentsThatSayNothingOfItHaveNone() throws IOException {
    assertEquals(Map.of(), StudentCard.read(folder).provenance());
    Path file = folder.resolve("student.json");
    Files.writeString(file, "{\"experiment\": \"flowers\", \"seed\": 7, \"fingerprint\": \"a\"}");
    assertEquals(Map.of(), StudentCard.read(folder).provenance());
    Files.writeString(file, "{");
    assertRefused(() -> StudentCard.read(folder), "student.json cannot be read");
  }
}
