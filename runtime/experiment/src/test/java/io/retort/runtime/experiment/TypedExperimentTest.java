package io.retort.runtime.experiment;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.Teacher;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingSettingsBuilder;
import io.retort.datasets.Csv;
import io.retort.losses.Supervised;
import io.retort.optimizers.Sgd;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.runtime.experiment.settings.StudentSettings;
import io.retort.runtime.plugin.Plugin;
import io.retort.teachers.NetworkTeacherSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An experiment that a program makes of records is the one that a file would say. */
class TypedExperimentTest {
  private static final Retort RETORT = Retort.with(TinyExperiment.catalog());
  private static final NetworkDescription NETWORK =
      NetworkDescription.sequence()
          .add("dense-1", new Layer.Dense(8, ActivationFunction.RELU))
          .add("dense-2", new Layer.Dense(2, ActivationFunction.LINEAR))
          .build();

  @Test
  void itIsTheOneThatAFileWouldSay() {
    TrainingSettings training = training().build();
    Experiment typed =
        typed(training)
            .data(RETORT.plugin(Dataset.class, Csv.builder(Path.of("t.csv")).label("y").build()))
            .teacher(RETORT.plugin(Teacher.class, new NetworkTeacherSettings(NETWORK, training)))
            .strategy(RETORT.plugin(Strategy.class, "temperature"))
            .seeds(1L, 2L)
            .build();
    Map<String, ?> network =
        Map.of(
            "network",
            List.of(
                Map.of("kind", "dense", "units", 8, "activation", "relu"),
                Map.of("kind", "dense", "units", 2)),
            "training",
            Map.of("epochs", 3, "batch", 4, "optimizer", Map.of("kind", "sgd", "momentum", 0.5)));
    Map<String, Object> teacher = new HashMap<>(network);
    teacher.put("kind", "network");
    ExperimentRun ofMap =
        RETORT.experiment(
            Map.of(
                "name",
                "typed",
                "backend",
                "difference",
                "data",
                Map.of("kind", "csv", "file", "t.csv", "label", "y"),
                "teacher",
                teacher,
                "student",
                network,
                "strategy",
                "temperature",
                "seeds",
                List.of(1, 2)));

    assertEquals(ofMap.resolvedYaml(), RETORT.experiment(typed).resolvedYaml());
    assertEquals(ofMap.experiment(), RETORT.experiment(typed).experiment());
  }

  @Test
  void whatNoFileCouldSayIsRefusedByItsKey() {
    TrainingSettings falling = training().schedule((step, steps) -> 0.5).build();
    assertRefused(
        () -> typed(falling).build(),
        "student.training.schedule: ",
        "TypedExperimentTest",
        "Guice module");
  }

  @Test
  void whatIsOutsideItsRangeIsRefusedAsInAFile() {
    assertRefused(() -> typed(training().l1(-1).build()).build(), "student.training.l1: ", "-1");
  }

  @Test
  void aLossWithoutProviderIsRefusedByItsKey() {
    assertRefused(
        () -> typed(training(new Own(2)).build()).build(),
        "student.training.loss: ",
        Own.class.getName(),
        "write a plugin that makes a loss");
  }

  @Test
  void pluginsAreChosenByRecordOrName() {
    Sgd sgd = new Sgd(0.1, 0.5, false);
    assertEquals(
        RETORT.plugin(Optimizer.class, sgd),
        RETORT.plugin(Optimizer.class, "sgd", Map.of("learning-rate", 0.1, "momentum", 0.5)));
    assertEquals(new Supervised(), RETORT.plugin(Loss.class, "supervised").configuration());
    assertRefused(
        () -> RETORT.plugin(Loss.class, sgd), "no loss", "configured by a " + Sgd.class.getName());
    assertRefused(() -> RETORT.plugin(Dataset.class, "csv"), "csv: ", "'file' is missing");
    assertRefused(() -> RETORT.plugin(Optimizer.class, "sdg"), "no optimizer 'sdg'", "sgd");
  }

  @Test
  void aPluginOfAnotherCatalogIsRefused() {
    Plugin<Dataset> others = Retort.discover().plugin(Dataset.class, "digits");
    assertRefused(
        () -> typed(training().build()).data(others).build(),
        "data: The dataset 'digits'",
        "another Retort");
  }

  @Test
  void splitsThatAProgramMakesHaveTheDefaultsOfAFile() {
    Experiment experiment = typed(training().build()).build();
    assertEquals(experiment.split(), SplitSettings.builder().build());
  }

  /** A loss that no plugin makes. */
  private record Own(double scale) implements Loss {

    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.VALUES);
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      return scale;
    }
  }

  private static TrainingSettingsBuilder training() {
    return training(new Supervised());
  }

  private static TrainingSettingsBuilder training(Loss loss) {
    return TrainingSettings.builder(new Sgd(0.01, 0.5, false), loss).epochs(3).batch(4);
  }

  private static ExperimentBuilder typed(TrainingSettings training) {
    return RETORT
        .builder("typed", new StudentSettings(NETWORK, training, Optional.empty()))
        .backend(RETORT.plugin(ComputeBackend.class, "difference"));
  }
}
