package io.retort.runtime.experiment.detail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a test agrees with the figures, which are found in another way. */
class TestDetailsTest {
  private static final int SAMPLES = 30;

  private static final Map<String, Object> NETWORK_OF_STUDENT =
      Map.of(
          "network",
          List.of(Map.of("kind", "dense", "units", 1)),
          "training",
          Map.of("steps", 12, "batch", 16));

  private static final Map<String, Object> NETWORK =
      Map.of(
          "kind",
          "network",
          "network",
          NETWORK_OF_STUDENT.get("network"),
          "training",
          NETWORK_OF_STUDENT.get("training"));

  @TempDir private Path folder;

  private RunResult run(Map<String, Object> changes) {
    Map<String, Object> values = new HashMap<>(TinyExperiment.values());
    values.put("output", folder.resolve("out").toString());
    values.putAll(changes);
    return Retort.with(TinyExperiment.catalog()).experiment(values).run();
  }

  private JsonNode evaluation() throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(folder.resolve("out").resolve("evaluation.json")));
  }

  private List<NamedCsvRecord> csv(String name) throws IOException {
    return CsvReader.builder()
        .ofNamedCsvRecord(Files.readString(folder.resolve("out").resolve(name)))
        .stream()
        .toList();
  }

  private static double figure(RunResult result, String arm, long seed, String figure) {
    return (arm.equals(ArmResult.TEACHER)
            ? result.teacher()
            : result.students().stream()
                .filter(student -> student.arm().equals(arm) && student.seed() == seed)
                .findFirst()
                .orElseThrow())
        .test()
        .values()
        .iterator()
        .next()
        .figures()
        .get(figure)
        .value();
  }

  @Test
  void predictionsAreThoseOfTheSavedSeed() throws IOException {
    RunResult result = run(Map.of());
    List<NamedCsvRecord> rows = csv("predictions.csv");
    assertEquals(SAMPLES, rows.size());
    for (String arm : List.of("teacher", "alone", "distilled")) {
      long right = rows.stream().filter(r -> r.getField(arm).equals(r.getField("label"))).count();
      assertEquals(figure(result, arm, result.studentSeed(), "accuracy"), right / 30.0, 1e-9, arm);
    }
  }

  @Test
  void countsAreThoseOfAllSeeds() throws IOException {
    RunResult result = run(Map.of());
    JsonNode head = evaluation().path("heads").iterator().next();
    for (String arm : List.of("alone", "distilled")) {
      JsonNode counts = head.path("arms").path(arm);
      double right = 0;
      double all = 0;
      for (int row = 0; row < 3; row++) {
        right += counts.path("matrix").path(row).path(row).asInt();
        assertEquals(
            counts.path("right").path(row).asInt(),
            counts.path("matrix").path(row).path(row).asInt());
        for (int column = 0; column < 3; column++) {
          all += counts.path("matrix").path(row).path(column).asInt();
        }
      }
      assertEquals(2 * SAMPLES, all);
      double accuracy =
          (figure(result, arm, 1, "accuracy") + figure(result, arm, 2, "accuracy")) / 2;
      assertEquals(accuracy, right / all, 1e-9);
    }
  }

  @Test
  void reliabilityBinsGiveTheCalibrationError() throws IOException {
    RunResult result = run(Map.of("seeds", List.of(1)));
    JsonNode arms = evaluation().path("heads").iterator().next().path("arms");
    for (String arm : List.of("teacher", "alone", "distilled")) {
      double error = 0;
      for (JsonNode bin : arms.path(arm).path("reliability")) {
        int samples = bin.path("samples").asInt();
        if (samples > 0) {
          double difference = bin.path("accuracy").asDouble() - bin.path("confidence").asDouble();
          error += samples * Math.abs(difference) / SAMPLES;
        }
      }
      assertEquals(figure(result, arm, 1, "calibration-error"), error, 1e-9, arm);
    }
  }

  @Test
  void contributionsHaveTheScoresForTheirMeans() throws IOException {
    RunResult result = run(Map.of());
    List<NamedCsvRecord> rows = csv("contributions.csv");
    assertEquals(SAMPLES, rows.size());
    for (ArmResult student : result.students()) {
      String title =
          student.test().keySet().iterator().next() + "/" + student.arm() + "/" + student.seed();
      double mean =
          rows.stream()
              .mapToDouble(row -> Double.parseDouble(row.getField(title)))
              .average()
              .orElseThrow();
      assertEquals(figure(result, student.arm(), student.seed(), "accuracy"), mean, 1e-6);
    }
  }

  @Test
  void theSamplesThatDifferAreTheFurthestFirst() throws IOException {
    run(Map.of());
    JsonNode differing = evaluation().path("heads").iterator().next().path("differing");
    assertTrue(differing.size() > 1);
    List<NamedCsvRecord> rows = csv("predictions.csv");
    double largest =
        rows.stream().mapToDouble(r -> Double.parseDouble(r.getField("distance"))).max().orElse(0);
    assertEquals(largest, differing.path(0).path("distance").asDouble(), 1e-5);
    for (int i = 1; i < differing.size(); i++) {
      assertTrue(
          differing.path(i).path("distance").asDouble()
              <= differing.path(i - 1).path("distance").asDouble());
    }
  }

  @Test
  void valuesHaveErrorsInTheirUnits() throws IOException {
    RunResult result =
        run(
            Map.of(
                "data",
                Map.of("kind", "friedman", "samples", 90, "test-samples", SAMPLES),
                "seeds",
                List.of(1),
                "teacher",
                NETWORK,
                "student",
                NETWORK_OF_STUDENT,
                "strategy",
                Map.of(
                    "kind",
                    "temperature",
                    "soft",
                    Map.of(
                        "kind", "distillation", "values", Map.of("kind", "mean-squared-error")))));
    JsonNode errors =
        evaluation().path("heads").iterator().next().path("arms").path("distilled").path(0);
    assertEquals(
        figure(result, "distilled", 1, "rmse"), errors.path("root-mean-square").asDouble(), 1e-4);
    assertEquals(SAMPLES, csv("predictions.csv").size());
  }

  @Test
  void filesAreVouchedFor() throws IOException {
    run(Map.of());
    String result = Files.readString(folder.resolve("out").resolve("result.json"));
    for (String name : List.of("evaluation.json", "predictions.csv", "contributions.csv")) {
      assertTrue(result.contains("\"" + name + "\" : \""), name);
    }
    assertFalse(evaluation().path("test-hash").asText().isEmpty());
  }
}
