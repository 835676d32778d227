package io.retort.runtime.experiment.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.retort.core.RetortException;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.configuration.Destination;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.recording.FolderStore;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.testkit.DifferenceBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of itself where a program has put something in the place of its parts. */
class ReplacedPartsTest {
  @TempDir private Path folder;
  private final Retort retort = Retort.with(TinyExperiment.catalog());
  private final Own own = new Own();

  @Test
  void aDataSetOfTheProgramIsRecordedInPlaceOfTheFiles() throws IOException {
    JsonNode record = record(run(TinyExperiment.values(), own()));

    assertEquals(List.of("backend", "teacher", "strategy"), kinds(record.path("chosen")));
    assertEquals(
        "{\"key\":\"data\",\"binding\":\"Dataset\",\"type\":\""
            + Own.class.getName()
            + "\",\"module\":\"io.retort.runtime.experiment\",\"by\":\"program\"}",
        record.path("replaced").path(0).toString());
    assertEquals(1, record.path("replaced").size());
    String yaml = Files.readString(folder.resolve("out/config.yaml"));
    assertTrue(
        yaml.startsWith("# data: bound by the program (" + Own.class.getName() + "), not"), yaml);
    assertFalse(yaml.contains("synthetic"), yaml);
    assertFalse(yaml.contains("\ndata:"), yaml);
  }

  @Test
  void theDataMayThenBeLeftOut() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>(TinyExperiment.values());
    values.remove("data");
    RunResult result = run(values, own());
    Path file = folder.resolve("file.yaml");
    Files.writeString(
        file,
        Files.readString(result.folder().resolve("config.yaml"))
            + "\noutput: "
            + folder
            + "/again");
    RunResult again = retort.experiment(file, List.of()).with(own()).run();

    assertEquals(1, record(result).path("replaced").size());
    assertEquals(result.student().weights().fingerprint(), again.student().weights().fingerprint());
  }

  @Test
  void withoutABindingWhatIsLeftOutIsNamedBeforeTheRun() {
    for (String key : List.of("data", "strategy")) {
      Map<String, Object> values = new LinkedHashMap<>(TinyExperiment.values());
      values.remove(key);
      values.put("output", folder.resolve("out").toString());
      ExperimentRun run = retort.experiment(values);
      for (String message :
          List.of(
              assertThrows(RetortException.class, run::check).getMessage(),
              assertThrows(RetortException.class, run::run).getMessage())) {
        assertTrue(message.startsWith(key + ": the experiment names none; add one of ["), message);
      }
      assertFalse(Files.exists(folder.resolve("out")));
    }
  }

  @Test
  void whatAProviderMakesIsNamedByWhatMakesIt() throws IOException {
    JsonNode record =
        record(
            run(
                TinyExperiment.values(),
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(RunStore.class)
                        .toInstance(
                            new FolderStore(
                                RunFolder.of(
                                    Optional.of(new Destination(folder.resolve("elsewhere"))),
                                    "tiny")));
                  }
                },
                new Backend()));

    List<String> replaced = new ArrayList<>();
    record
        .path("replaced")
        .forEach(
            part -> replaced.add(part.path("key").asText() + " " + part.path("type").asText()));
    assertEquals(
        List.of("backend " + Backend.class.getName(), " " + FolderStore.class.getName()), replaced);
    assertEquals(List.of("dataset", "teacher", "strategy"), kinds(record.path("chosen")));
  }

  @Test
  void aRunOfTheExperimentsOwnPartsReplacesNone() throws IOException {
    JsonNode record = record(run(TinyExperiment.values()));

    assertEquals(0, record.path("replaced").size());
    assertEquals(
        List.of("dataset", "backend", "teacher", "strategy"), kinds(record.path("chosen")));
    assertTrue(Files.readString(folder.resolve("out/config.yaml")).contains("kind: synthetic"));
  }

  /** A module with a method that makes the backend. */
  static final class Backend extends AbstractModule {
    @Provides
    @Singleton
    ComputeBackend backend() {
      return new DifferenceBackend();
    }
  }

  private Module own() {
    return binder -> binder.bind(Dataset.class).toInstance(own);
  }

  private RunResult run(Map<String, Object> values, Module... modules) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put("output", folder.resolve("out").toString());
    ExperimentRun run = retort.experiment(all);
    for (Module module : modules) {
      run.with(module);
    }
    return run.run();
  }

  private static JsonNode record(RunResult result) throws IOException {
    return new ObjectMapper().readTree(Files.readString(result.folder().resolve("run.json")));
  }

  private static List<String> kinds(JsonNode plugins) {
    List<String> kinds = new ArrayList<>();
    plugins.forEach(plugin -> kinds.add(plugin.path("kind").asText()));
    return kinds;
  }

  /** Ninety samples of three classes. */
  private static final class Own implements Dataset {
    private final Samples samples = samples();

    private static Samples samples() {
      Tensor inputs = Tensor.allocate(Shape.of(90, 4));
      for (int i = 0; i < 360; i++) {
        inputs.set(i, (i * 7 % 11) / 11f);
      }
      return new InMemorySamples(
          inputs,
          Map.of("label", new Target.Classes(IntStream.range(0, 90).map(i -> i % 3).toArray())));
    }

    @Override
    public Shape inputShape() {
      return Shape.of(4);
    }

    @Override
    public List<Head> heads() {
      return List.of(new Head("label", new Task.SingleLabel(List.of("a", "b", "c"))));
    }

    @Override
    public Samples train() {
      return samples;
    }

    @Override
    public Optional<Samples> test() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
