package io.retort.runtime.experiment.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.Warning;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Doc;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviceTest {
  private static final String SOUND =
      """
      name: sound
      backend: difference
      data: {kind: synthetic, shape: 4, outputs: 3, samples: 600, test-samples: 30}
      teacher:
        kind: network
        network: [{kind: dense, units: 6, activation: tanh}, {kind: dense, units: 3}]
        training: {epochs: 10, batch: 64}
      student:
        network: [{kind: dense, units: 3}]
        training: {epochs: 10, batch: 64}
      strategy: temperature
      exporters: []
      """;

  @TempDir private Path folder;
  private final Retort retort = Retort.with(TinyExperiment.catalog(new Whisper()));

  private ExperimentRun run(String... overrides) {
    return retort.experiment(
        ConfigurationDocument.parse("sound.yaml", SOUND).with(List.of(overrides)), folder);
  }

  private void assertOne(String advised, String part, String... overrides) {
    List<Warning> advice = run(overrides).check();
    assertEquals(1, advice.size(), advice.toString());
    assertEquals(advised, advice.get(0).place());
    assertTrue(advice.get(0).sentence().contains(part), advice.get(0).toString());
  }

  @Test
  void aSoundExperimentGetsNoAdvice() {
    assertEquals(List.of(), run().check());
  }

  @Test
  void aLearningRateThatIsFarForAdam() {
    assertOne(
        "student.training.optimizer.learning-rate",
        "0.0001 to 0.01 is usual",
        "student.training.optimizer={kind: adam, learning-rate: 1.5}");
    assertOne(
        "teacher.training.optimizer.learning-rate",
        "0.5 is above 0.1: each step moves every weight by about the learning rate",
        "teacher.training.optimizer={kind: rmsprop, learning-rate: 0.5}");
    assertEquals(
        List.of(), run("student.training.optimizer={kind: sgd, learning-rate: 0.5}").check());
  }

  @Test
  void fewLargeBatches() {
    // 540 samples are left for training, which one batch takes.
    assertOne(
        "student.training.batch",
        "10 epochs of 540 samples in batches of 1000 are only 10 steps",
        "student.training.batch=1000");
    assertEquals(
        List.of(),
        run("student.training.batch=1000", "student.training.optimizer={kind: lbfgs}").check());
    assertEquals(
        List.of(), run("student.training.batch=1000", "student.training.epochs=60").check());
  }

  @Test
  void membersOfATeacherAreNotJudgedByItsSamples() {
    String member =
        "{kind: network, network: [{kind: dense, units: 3}], training: {epochs: 1, batch: 64}}";
    assertEquals(
        List.of(),
        run("teacher={kind: ensemble, teachers: [" + member + ", " + member + "]}").check());
  }

  @Test
  void stepsThatDoNotSeeAllSamples() {
    assertOne(
        "student.training.steps",
        "5 steps with batches of 64 end before each of the 540 samples",
        "student.training.epochs=null",
        "student.training.steps=5");
  }

  @Test
  void aTemperatureThatLeavesNothing() {
    assertOne(
        "strategy.temperature", "50.0 is above 20: nearly nothing", "strategy.temperature=50");
    assertEquals(List.of(), run("strategy.temperature=20").check());
  }

  @Test
  void aTeacherThatIsNotListenedTo() {
    assertOne("strategy.soft-weight", "0.5 to 0.9", "strategy.soft-weight=0");
  }

  @Test
  void aStudentLargerThanItsTeacher() {
    // 4·12 + 12 + 12·3 + 3 parameters against 4·6 + 6 + 6·3 + 3.
    assertOne(
        "student.network",
        "the student has 99 parameters and the teacher 51",
        "student.network=[{kind: dense, units: 12}, {kind: dense, units: 3}]");
  }

  @Test
  void fewValidationSamples() {
    assertOne("split.validation", "24 validation samples", "split.validation=0.04");
  }

  @Test
  void fineTuningThatUndoesWhatWasTaught() {
    String phases =
        "strategy={kind: sequence, phases: [{strategy: soft-label, epochs: 8}, {strategy: labels,"
            + " epochs: 2, optimizer: {kind: adam, learning-rate: RATE}}]}";
    assertEquals(List.of(), run(phases.replace("RATE", "0.0001")).check());
    assertOne(
        "strategy, stage '2 labels'",
        "learning rate of 0.001, no lower than before",
        phases.replace("RATE", "0.001"));
    assertOne(
        "strategy, stage '2 labels'",
        "longer than the phase before",
        phases
            .replace("RATE", "0.0001")
            .replace("epochs: 2", "epochs: 6")
            .replace("epochs: 8", "epochs: 4"));
    // Rates of different optimizers say nothing of each other.
    assertEquals(List.of(), run(phases.replace("RATE", "0.01").replace("adam", "sgd")).check());
    // Of three phases, the one before the last counts.
    String three =
        "strategy={kind: sequence, phases: [{strategy: soft-label, epochs: 4, optimizer: {kind:"
            + " adam, learning-rate: 0.01}}, {strategy: soft-label, epochs: 4, optimizer: {kind:"
            + " adam, learning-rate: 0.0001}}, {strategy: labels, epochs: 2, optimizer: {kind:"
            + " adam, learning-rate: RATE}}]}";
    assertEquals(List.of(), run(three.replace("RATE", "0.00001")).check());
    assertOne(
        "strategy, stage '3 labels'",
        "learning rate of 0.001, no lower than before",
        three.replace("RATE", "0.001"));
    // Phases that teach may have any rate.
    assertEquals(
        List.of(), run(phases.replace("RATE", "0.001").replace("labels,", "soft-label,")).check());
  }

  @Test
  void aPluginGivesItsOwnAdvice() {
    assertOne("strategy.loudness", "nobody hears it", "strategy={kind: whisper, loudness: 1}");
    assertOne("strategy", "gives no advice: ", "strategy={kind: whisper, loudness: 2}");
  }

  /** A strategy with advice of its own, and a bug in it. */
  static final class Whisper implements StrategyProvider<Whisper.Settings> {
    /** What is written. */
    record Settings(@Doc("How loud.") int loudness) {}

    @Override
    public String name() {
      return "whisper";
    }

    @Override
    public Class<Settings> configuration() {
      return Settings.class;
    }

    @Override
    public List<Warning> advise(Settings settings) {
      if (settings.loudness() == 2) {
        throw new IllegalStateException("a bug");
      }
      return List.of(new Warning("whisper", "loudness", "nobody hears it; 10 is usual"));
    }

    @Override
    public Strategy create(Settings settings, Context context) {
      return setting ->
          DistillationPlan.supervised(setting.student(), setting.heads(), setting.labelLoss());
    }
  }

  @Test
  void aRunSaysItTooAndGoesOn() {
    List<String> messages = new ArrayList<>();
    run("strategy.temperature=50", "seeds=[1]", "output=" + folder.resolve("out"))
        .listen(
            new TrainingListener() {
              @Override
              public void message(String message) {
                messages.add(message);
              }
            })
        .run();

    assertTrue(messages.get(0).startsWith("Backend "), messages.toString());
    assertTrue(messages.get(1).startsWith("warning: strategy.temperature: "), messages.toString());
  }
}
