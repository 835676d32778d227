package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.tensorboard.TensorBoardModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event files of a run have every number of its metrics.jsonl and its result.json. */
class TensorBoardRunTest {
  private static final String EXPERIMENT =
      """
      name: events
      data: {kind: synthetic, shape: 6, outputs: 3, samples: 200, test-samples: 40}
      teacher: {kind: network, network: [{kind: dense, units: 3}], training: {epochs: 3}}
      student:
        network: [{kind: dense, units: 3}]
        training: {epochs: 6, checkpoint: {every: 1 step}}
      strategy: temperature
      seeds: [1, 2]
      exporters: []
      """;

  @TempDir private Path folder;
  private Path file;
  private Path run;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("events.yaml"), EXPERIMENT);
    run = folder.resolve("run");
  }

  @Test
  void allNumbersOfARunAreThere() throws IOException {
    CommandResult said =
        CommandResult.by("run", file.toString(), "--tensorboard", "--set", "output=" + run);
    assertEquals(0, said.code(), said.err());
    assertEquals(expected(), found());
    String configuration =
        Files.readString(
            run.resolve("tensorboard/configuration/events.out.tfevents.1-training"),
            StandardCharsets.ISO_8859_1);
    assertTrue(configuration.contains(Files.readString(run.resolve("config.yaml"))));
  }

  @Test
  void aRunThatWasInterruptedGoesOnWithItsFiles() throws IOException {
    ExperimentRun begun =
        Retort.discover()
            .experiment(file, List.of("output=" + run))
            .with(new TensorBoardModule())
            .jobs(1);
    begun.listen(
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            if (report.training().equals("distilled") && report.epoch() == 3) {
              begun.stop();
            }
          }
        });
    RetortException stopped = assertThrows(RetortException.class, begun::run);
    assertEquals(ErrorKind.INTERRUPTED, stopped.kind());
    // As if the machine had failed while events were written.
    try (Stream<Path> files = Files.walk(run.resolve("tensorboard/distilled-1"))) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(each, "cut off", StandardOpenOption.APPEND);
      }
    }

    CommandResult said = CommandResult.by("resume", run.toString());
    assertEquals(0, said.code(), said.err());
    assertEquals(expected(), found());
  }

  @Test
  void aRunThatWasNotAskedHasNone() {
    CommandResult said = CommandResult.by("run", file.toString(), "--set", "output=" + run);
    assertEquals(0, said.code(), said.err());
    assertFalse(TensorBoardModule.isIn(run));
  }

  /** By folder and tag, the number of each step. */
  private Map<String, Map<Long, Double>> found() throws IOException {
    Map<String, Map<Long, Double>> found = new HashMap<>();
    try (Stream<Path> folders = Files.list(run.resolve("tensorboard"))) {
      for (Path each : folders.toList()) {
        EventFileReader.numbers(each)
            .forEach((tag, numbers) -> found.put(each.getFileName() + " " + tag, numbers));
      }
    }
    found.keySet().removeIf(key -> key.endsWith(" seconds"));
    return found;
  }

  private Map<String, Map<Long, Double>> expected() throws IOException {
    Map<String, Map<Long, Double>> expected = new HashMap<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      Map<String, Object> epoch = JSON.std.mapFrom(line);
      String training = epoch.get("training") + "-" + epoch.get("seed");
      double total = 0;
      for (Object each : (List<?>) of(epoch, "terms").get("student")) {
        Map<?, ?> term = (Map<?, ?>) each;
        for (String kind : List.of("loss", "weight", "gradient-norm")) {
          Object number = term.get(kind.equals("loss") ? "value" : kind);
          put(expected, training + " " + kind + "/" + term.get("name"), epoch.get("step"), number);
        }
        total += number(term.get("value")) * number(term.get("weight"));
      }
      put(expected, training + " loss/total", epoch.get("step"), total);
      of(epoch, "validation")
          .forEach(
              (head, metrics) ->
                  of((Map<?, ?>) metrics, "figures")
                      .forEach(
                          (figure, value) ->
                              put(
                                  expected,
                                  training + " validation/" + head + "/" + figure,
                                  epoch.get("step"),
                                  value)));
    }
    Map<String, Object> result = JSON.std.mapFrom(Files.readString(run.resolve("result.json")));
    test(expected, "teacher", of(result, "teacher"));
    for (Object each : (List<?>) result.get("students")) {
      Map<?, ?> model = (Map<?, ?>) each;
      test(expected, model.get("arm") + "-" + model.get("seed"), model);
    }
    return expected;
  }

  private static void test(Map<String, Map<Long, Double>> expected, String name, Map<?, ?> model) {
    of(model, "test")
        .forEach(
            (head, figures) ->
                ((Map<?, ?>) figures)
                    .forEach(
                        (figure, value) ->
                            put(
                                expected,
                                name + " test/" + head + "/" + figure,
                                model.get("steps"),
                                value)));
    of(model, "agreement-with-teacher")
        .forEach(
            (head, value) ->
                put(expected, name + " test/" + head + "/agreement", model.get("steps"), value));
  }

  private static Map<?, ?> of(Map<?, ?> map, String key) {
    return (Map<?, ?>) map.get(key);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static void put(
      Map<String, Map<Long, Double>> expected, String key, Object step, Object value) {
    if (value instanceof Number number) {
      expected
          .computeIfAbsent(key, fresh -> new LinkedHashMap<>())
          .put(((Number) step).longValue(), (double) number.floatValue());
    }
  }
}
