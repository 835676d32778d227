package io.retort.runtime.experiment.training;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.ForwardingBackend;
import io.retort.core.backend.Network;
import io.retort.core.network.NetworkPlan;
import io.retort.core.plugin.Context;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.sweep.SweepRun;
import io.retort.testkit.DifferenceBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What students become does not depend on how many are trained at the same time. */
class ConcurrentRunTest {
  private static final int MOST = 3;

  @TempDir private Path folder;

  /** The threads in which networks were made. */
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private final Retort retort = Retort.with(TinyExperiment.catalog(new ConcurrentProvider()));

  /** No settings. */
  record NoSettings() {}

  /** A backend of plain Java, which several trainings may use. */
  private final class ConcurrentProvider implements BackendProvider<NoSettings> {
    @Override
    public String name() {
      return "concurrent";
    }

    @Override
    public Class<NoSettings> configuration() {
      return NoSettings.class;
    }

    @Override
    public ComputeBackend create(NoSettings configuration, Context context) {
      return new ForwardingBackend(new DifferenceBackend()) {
        @Override
        public int concurrentTrainings() {
          return MOST;
        }

        @Override
        public Network compile(NetworkPlan plan, CompileOptions options) {
          threads.add(Thread.currentThread());
          return super.compile(plan, options);
        }
      };
    }
  }

  private ExperimentRun experiment(String name) {
    Map<String, Object> values = new LinkedHashMap<>(TinyExperiment.values());
    values.put("backend", "concurrent");
    values.put("seeds", List.of(1, 2, 3));
    values.put("output", folder.resolve(name).toString());
    return retort.experiment(values);
  }

  private SweepRun sweep(String name) throws IOException {
    Path experiment = folder.resolve("experiment.yaml");
    if (!Files.exists(experiment)) {
      Files.writeString(experiment, experiment("unused").resolvedYaml());
    }
    Path file =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            name: tiny
            experiment: experiment.yaml
            vary: {strategy.temperature: [1, 4], strategy.soft-weight: [0.2, 0.8]}
            search: {kind: successive-halving, eta: 2, minimum-budget: 0.5}
            seeds: [1, 2, 3]
            """);
    return SweepRun.read(retort, file, List.of("output=" + folder.resolve(name)));
  }

  /** All files, without times, and lines of epochs in an order of their own. */
  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Path run = folder.resolve(name);
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String text =
            Files.readString(file, StandardCharsets.ISO_8859_1)
                .replaceAll("\"seconds\" ?: ?[-0-9.E]+", "")
                .replaceAll(
                    "\"(run.json|metrics.jsonl|report.html|summary.txt|started|ended)\" :"
                        + " \"[^\"]*\"",
                    "");
        boolean epochs = file.endsWith("metrics.jsonl");
        files.put(
            run.relativize(file).toString(),
            epochs ? text.lines().sorted().collect(Collectors.joining("\n")) : text);
      }
    }
    files.remove("run.json");
    files.remove("report.html");
    files.remove("summary.txt");
    return files;
  }

  @Test
  void aRunHasTheSameFiles() throws IOException {
    experiment("alone").jobs(1).run();
    assertEquals(Set.of(Thread.currentThread()), threads);
    experiment("together").run();
    assertTrue(threads.size() > 1, () -> "made in " + threads);
    assertEquals(files("alone"), files("together"));
    assertTrue(threads.stream().noneMatch(ConcurrentRunTest::isLeft), "threads must have ended");
  }

  @Test
  void aSweepHasTheSameFiles() throws IOException {
    sweep("alone").jobs(1).run();
    assertEquals(Set.of(Thread.currentThread()), threads);
    sweep("together").run();
    assertTrue(threads.size() > 1, () -> "made in " + threads);
    Map<String, String> alone = files("alone");
    assertTrue(alone.containsKey("best.yaml"), alone.keySet()::toString);
    assertEquals(alone, files("together"));
  }

  private static boolean isLeft(Thread thread) {
    return thread != Thread.currentThread() && thread.isAlive();
  }

  @Test
  void moreThanTheBackendCanMakeAreRefusedBeforeAnythingIsWritten() throws IOException {
    ExperimentRun run = experiment("run").jobs(MOST + 1);
    assertRefused(run::run, "at most 3 trainings", "4 jobs");
    SweepRun sweep = sweep("sweep").jobs(MOST + 1);
    assertRefused(sweep::run, "at most 3 trainings", "4 jobs");
    assertFalse(Files.exists(folder.resolve("run")));
    assertFalse(Files.exists(folder.resolve("sweep")));
  }
}
