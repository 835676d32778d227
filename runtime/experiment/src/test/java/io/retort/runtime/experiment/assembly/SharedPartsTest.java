package io.retort.runtime.experiment.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Recipe;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherProvider;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.assembly.RunParts.Mode;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts experiments have in common that are alike in some keys. */
class SharedPartsTest {
  private static final Path BASE = Path.of("").toAbsolutePath();

  private final PluginCatalog catalog = TinyExperiment.catalog(new Invented());
  private final PartCache cache = new PartCache();
  private final RunParts first = parts();

  @AfterEach
  void close() {
    cache.close();
  }

  private RunParts parts(String... changes) {
    ConfigurationDocument document =
        ConfigurationDocument.of(TinyExperiment.values())
            .with(List.of("teacher={kind: invented, taught: {kind: decision-tree}}"))
            .with(List.of(changes));
    Experiment experiment = Retort.with(catalog).experiment(document, BASE).experiment();
    return RunParts.of(
        experiment, catalog, BASE, cache, Mode.TRAINING, Recording.NONE, List.of(), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "teacher.invented=2",
        "teacher.taught.depth=2",
        "select-by={metric: macro-f1}",
        "data.samples=91",
        "split.test=0.3",
        "split.validation=0.3",
        "split.seed=7",
        "scale-targets=false"
      })
  void aKeyThatMattersLeadsToAnotherTeacher(String change) {
    assertNotSame(first.teacher(), parts(change).teacher(), change);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strategy.temperature=2",
        "student.training.batch=8",
        "split.labelled=20",
        "split.samples=30",
        "seeds=[7]",
        "name=other"
      })
  void aKeyThatTheTeacherKnowsNothingOfLeadsToTheSame(String change) {
    assertSame(first.teacher(), parts(change).teacher(), change);
  }

  @Test
  void whatTheTeacherSaysIsKeptForEqualSamplesAlone() {
    assertSame(first.cachedOutputs(1), parts("strategy.temperature=2").cachedOutputs(1));
    assertNotSame(first.cachedOutputs(1), first.cachedOutputs(2));
    assertNotSame(first.cachedOutputs(1), parts("split.samples=30").cachedOutputs(1));
  }

  @Test
  void seedsHaveOnePlan() {
    assertSame(
        first.distilled(first.data().student(1).data(), first.teacher().outputs()),
        first.distilled(first.data().student(2).data(), first.teacher().outputs()));
  }

  @Test
  void aTeacherThatIsTimedIsTrainedForOneStep() {
    String member =
        "{kind: network, network: [{kind: dense, units: 3}], training: {epochs: 20, batch: 16}}";
    List<Integer> epochs = new ArrayList<>();
    for (Mode mode : List.of(Mode.TIMING, Mode.TRAINING)) {
      List<EpochReport> told = new ArrayList<>();
      ConfigurationDocument document =
          ConfigurationDocument.of(TinyExperiment.values())
              .with(
                  List.of(
                      "teacher={kind: per-head, heads: {label: {kind: ensemble, teachers: ["
                          + member
                          + ", "
                          + member
                          + "]}}}"));
      Experiment experiment = Retort.with(catalog).experiment(document, BASE).experiment();
      RunParts.of(
              experiment,
              catalog,
              BASE,
              cache,
              mode,
              Recording.NONE,
              List.of(
                  new TrainingListener() {
                    @Override
                    public void epoch(EpochReport report) {
                      told.add(report);
                    }
                  }),
              List.of())
          .teacher();
      epochs.add(told.size());
    }
    assertEquals(List.of(2, 40), epochs);
  }

  /** A teacher with a key of its own, which makes another teacher. */
  static final class Invented implements TeacherProvider<Invented.Settings> {
    /** Keys that no other teacher has. */
    record Settings(
        @Doc("What nobody knows of.") @Default("1") int invented,
        @Doc("Another teacher.") Recipe<Teacher> taught) {}

    @Override
    public String name() {
      return "invented";
    }

    @Override
    public Class<Settings> configuration() {
      return Settings.class;
    }

    @Override
    public Teacher create(Settings settings, TeacherContext context) {
      return settings.taught().create(context.nested("taught"));
    }
  }
}
