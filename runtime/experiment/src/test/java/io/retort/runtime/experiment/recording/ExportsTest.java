package io.retort.runtime.experiment.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.SavedModel;
import io.retort.core.export.ExportedStudent;
import io.retort.core.export.Exporter;
import io.retort.core.export.ExporterProvider;
import io.retort.core.plugin.Context;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {
  @TempDir private Path folder;

  private final Flaky flaky = new Flaky();
  private final Retort retort = Retort.with(TinyExperiment.catalog(flaky));

  @Test
  void anExporterThatFailsCostsItsFileAndNotTheRun() throws IOException {
    List<String> told = new ArrayList<>();
    for (Object failure :
        List.of(
            new IOException("No space left on device"),
            new RetortException(ErrorKind.PLUGIN, "it has a bad day"),
            new IllegalStateException("a bug"),
            new NoClassDefFoundError("com/acme/Missing"),
            new OutOfMemoryError("Java heap space"))) {
      flaky.failure = (Throwable) failure;
      Path out = folder.resolve("run" + told.size());

      RunResult result = run(out, told);

      assertEquals(1, result.failedExports().size());
      String sentence = result.failedExports().get(0).toString();
      assertTrue(sentence.contains("'flaky'"), sentence);
      assertTrue(sentence.contains("./retort export " + out + " flaky"), sentence);
      assertFalse(Files.exists(out.resolve("student/flaky.txt")));
      assertFalse(retort.evaluate(out).isEmpty());
      assertTrue(Files.readString(out.resolve("result.json")).contains("export-failed"));
    }
    assertTrue(told.stream().allMatch("measured before the export"::equals), told.toString());
  }

  @Test
  void anExportIsRepeatedAndVouchedFor() throws IOException {
    flaky.failure = new IOException("No space left on device");
    Path out = folder.resolve("run");
    run(out, new ArrayList<>());
    assertThrows(
        RetortException.class, () -> retort.export(out, "flaky", List.of(), TrainingListener.NONE));
    assertFalse(Files.exists(out.resolve("run.lock")));
    flaky.failure = null;

    Path file = retort.export(out, "flaky", List.of(), TrainingListener.NONE);

    assertEquals(out.resolve("student/flaky.txt"), file);
    assertEquals("the student", Files.readString(file));
    assertFalse(Files.readString(out.resolve("result.json")).contains("export-failed"));
    assertFalse(retort.evaluate(out).isEmpty());
    Files.writeString(file, "another");
    String message = assertThrows(RetortException.class, () -> retort.evaluate(out)).getMessage();
    assertTrue(message.contains("flaky.txt"), message);
  }

  @Test
  void aFormatThatCannotHoldTheStudentIsANote() {
    flaky.unsupported = Map.of("logits", "has no such layer");

    RunResult result = run(folder.resolve("run"), new ArrayList<>());

    assertEquals(List.of(), result.failedExports());
    assertEquals(
        List.of("The student was not exported as 'flaky': node 'logits' has no such layer"),
        result.notes());
  }

  @Test
  void anExporterIsToldWhatTheStudentComputesAndWasTaught() {
    flaky.asks = true;

    RunResult result = run(folder.resolve("run"), new ArrayList<>());

    assertEquals(List.of(), result.failedExports());
    SavedModel student = flaky.model;
    assertEquals(
        result.student().weights().fingerprint(), student.network().weights().fingerprint());
    assertEquals(3, student.signature().orElseThrow().heads().get(0).task().outputs());
    String output = result.student().plan().description().outputs().get(0);
    float[] weight = result.student().weights().arrays().get(output + ".weight").values();
    float[] bias = result.student().weights().arrays().get(output + ".bias").values();
    float[] expected = new float[6];
    for (int sample = 0; sample < 2; sample++) {
      for (int unit = 0; unit < 3; unit++) {
        expected[3 * sample + unit] = bias[unit];
        for (int i = 0; i < 4; i++) {
          expected[3 * sample + unit] += weight[4 * unit + i] * (4 * sample + i + 1);
        }
      }
    }
    assertArrayEquals(expected, flaky.outputs.get(output), 1e-5f);
  }

  @Test
  void anExporterIsToldHowTheStudentWasTrainedAlsoLater() throws IOException {
    Map<String, Object> values = new HashMap<>(TinyExperiment.values());
    values.put("output", folder.resolve("run").toString());
    values.put("exporters", List.of("flaky"));
    values.put(
        "student",
        Map.of(
            "network",
            List.of(Map.of("kind", "dense", "units", 3)),
            "training",
            Map.of("steps", 12, "batch", 16, "keep", "last")));
    values.put(
        "strategy",
        Map.of(
            "kind",
            "temperature",
            "temperature",
            3,
            "temperature-schedule",
            Map.of("kind", "linear", "final-factor", 0.5)));

    retort.experiment(values).run();

    Map<String, String> provenance = flaky.provenance;
    assertEquals("temperature", provenance.get("strategy"));
    // At the last of 12 steps: 3 at the first, and half of it after them.
    assertEquals(3 * (1 - 0.5 * 11 / 12), Double.parseDouble(provenance.get("temperature")), 1e-9);
    flaky.provenance = Map.of();
    retort.export(folder.resolve("run"), "flaky", List.of(), TrainingListener.NONE);
    assertEquals(provenance, flaky.provenance);
  }

  @Test
  void withoutAWordTheExportersThatAreADefaultWrite() throws IOException {
    flaky.isDefault = true;
    Map<String, Object> values = new HashMap<>(TinyExperiment.values());
    values.put("output", folder.resolve("run").toString());
    values.remove("exporters");

    retort.experiment(values).run();

    assertTrue(Files.exists(folder.resolve("run/student/flaky.txt")));
    String resolved = Files.readString(folder.resolve("run/config.yaml"));
    assertTrue(resolved.contains("exporters:\n- kind: flaky"), resolved);
  }

  @Test
  void whereNoneIsADefaultNothingIsExportedAndTheRunSaysSo() {
    for (Retort installed : List.of(retort, Retort.with(TinyExperiment.catalog()))) {
      boolean none = installed != retort;
      Map<String, Object> values = new HashMap<>(TinyExperiment.values());
      values.put("output", folder.resolve(none ? "none" : "other").toString());
      values.remove("exporters");
      List<String> said = new ArrayList<>();

      RunResult result = installed.experiment(values).listen(messages(said)).run();

      assertEquals(List.of(), result.failedExports());
      String sentence = said.get(said.size() - 1);
      assertTrue(
          sentence.endsWith(
              none ? "no exporter is installed" : "name one with 'exporters: [flaky]'"),
          sentence);
    }
  }

  private static TrainingListener messages(List<String> said) {
    return new TrainingListener() {
      @Override
      public void message(String text) {
        said.add(text);
      }
    };
  }

  private RunResult run(Path out, List<String> told) {
    Map<String, Object> values = new HashMap<>(TinyExperiment.values());
    values.put("output", out.toString());
    values.put("exporters", List.of("flaky"));
    flaky.tried = false;
    return retort
        .experiment(values)
        .listen(
            new RunListener() {
              @Override
              public void measured(RunResult result) {
                told.add(
                    flaky.tried || !Files.exists(out.resolve("result.json"))
                        ? "too late"
                        : "measured before the export");
              }
            })
        .run();
  }

  /** No settings. */
  record None() {}

  /** An exporter that fails if it is told to. */
  private static final class Flaky implements ExporterProvider<None>, Exporter {
    private Throwable failure;
    private Map<String, String> unsupported = Map.of();
    private boolean tried;
    private boolean isDefault;
    private boolean asks;
    private SavedModel model;
    private Map<String, float[]> outputs;
    private Map<String, String> provenance = Map.of();

    @Override
    public String name() {
      return "flaky";
    }

    @Override
    public Class<None> configuration() {
      return None.class;
    }

    @Override
    public boolean isDefault() {
      return isDefault;
    }

    @Override
    public Exporter create(None configuration, Context context) {
      return this;
    }

    @Override
    public String fileName() {
      return "flaky.txt";
    }

    @Override
    public Map<String, String> unsupported(SavedModel student) {
      return unsupported;
    }

    @Override
    public void write(ExportedStudent student, Path file) throws IOException {
      tried = true;
      provenance = student.provenance();
      if (asks) {
        model = student.model();
        outputs = student.outputs(new float[] {1, 2, 3, 4, 5, 6, 7, 8});
      }
      Files.writeString(file, "the student");
      if (failure instanceof IOException io) {
        throw io;
      } else if (failure instanceof RuntimeException runtime) {
        throw runtime;
      } else if (failure instanceof Error error) {
        throw error;
      }
    }
  }
}
