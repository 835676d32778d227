package io.retort.strategies;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Recipe;
import io.retort.core.progress.EpochReport;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.core.strategy.Term;
import io.retort.core.tests.TrainingFixture;
import io.retort.core.training.TrainingResult;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.MeanSquaredError;
import io.retort.losses.SoftCrossEntropy;
import io.retort.optimizers.Sgd;
import io.retort.strategies.providers.FeatureProvider;
import io.retort.strategies.providers.JointProvider;
import io.retort.strategies.providers.LabelsProvider;
import io.retort.strategies.providers.SequenceProvider;
import io.retort.strategies.providers.SoftLabelProvider;
import io.retort.testkit.TestContext;
import io.retort.testkit.TestRecipe;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequenceTest {
  private static final TestContext CONTEXT = new TestContext(Path.of("."), 1);
  private static final Recipe<Strategy> LABELS =
      new TestRecipe<>(new LabelsProvider(), new LabelsSettings());
  private static final SoftLabelSettings DISTRIBUTION =
      new SoftLabelSettings(
          SoftLabelSettings.SoftTarget.DISTRIBUTION, new SoftCrossEntropy(1, true));
  private static final Recipe<Strategy> SOFT =
      new TestRecipe<>(new SoftLabelProvider(), DISTRIBUTION);

  /** Would spoil any weights that it is let near. */
  private static final Optimizer WILD = new Sgd(1e6, 0, false);

  private static final Schedule STILL = (step, steps) -> 0;

  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void everyPhaseMinimisesItsOwnTermsForItsEpochs() {
    fixture.train(fixture.plan(sequence(epochs(SOFT, 2), epochs(LABELS, 1)), 3), 3);
    assertEquals(
        List.of("1 soft-label: class soft", "1 soft-label: class soft", "2 labels: class"),
        fixture.reports.stream().map(SequenceTest::stageAndTerms).toList());
    assertEquals(
        List.of(3L, 6L, 9L),
        fixture.reports.stream().map(EpochReport::step).toList(),
        "Phases begin with a pass of their own: 20 samples are 3 batches of 8");
  }

  @Test
  void aSequenceOfOneIsItsOnlyStrategy() {
    Strategy soft = SOFT.create(CONTEXT);
    assertEquals(
        bits(fixture.train(fixture.plan(soft), 2)),
        bits(fixture.train(fixture.plan(sequence(epochs(SOFT, 2)), 2), 2)));
  }

  @Test
  void labelsAloneTrainAsTheStudentAloneIsTrained() {
    DistillationPlan alone =
        DistillationPlan.supervised(
            TinyLesson.drawn(TinyLesson.STUDENT, 1).plan(),
            fixture.lesson.data().heads(),
            LABEL_LOSS);
    assertEquals(
        bits(fixture.train(alone, 3)),
        bits(fixture.train(fixture.plan(sequence(epochs(LABELS, 1), epochs(LABELS, 2)), 3), 3)));
  }

  @Test
  void secondPhaseGoesOnFromWhatTheFirstHasTaught() {
    // With a learning rate of 0 in the second phase, what is left is what the first has made.
    TrainingResult first = fixture.train(fixture.plan(SOFT.create(CONTEXT)), 2);
    SequenceSettings.Phase still = phase(LABELS, 1, Optional.empty(), Optional.of(STILL));
    TrainingResult both = fixture.train(fixture.plan(sequence(epochs(SOFT, 2), still), 3), 3);
    assertEquals(bits(first), bits(both));
    TrainingResult tuned =
        fixture.train(fixture.plan(sequence(epochs(SOFT, 2), epochs(LABELS, 1)), 3), 3);
    assertNotEquals(bits(first), bits(tuned), "Fine-tuning changes nothing");
  }

  @Test
  void optimizerOfAPhaseIsUsedInThatPhaseOnly() {
    // The wild optimizer of the first phase is held back by a rate of 0; in any other it would not.
    SequenceSettings.Phase wild = phase(SOFT, 1, Optional.of(WILD), Optional.of(STILL));
    TrainingResult held = fixture.train(fixture.plan(sequence(wild, epochs(LABELS, 2)), 3), 3);
    SequenceSettings.Phase still = phase(SOFT, 1, Optional.empty(), Optional.of(STILL));
    TrainingResult plain = fixture.train(fixture.plan(sequence(still, epochs(LABELS, 2)), 3), 3);
    assertEquals(bits(plain), bits(held));
    SequenceSettings.Phase loose = phase(SOFT, 1, Optional.of(new Sgd(0.1, 0, false)));
    TrainingResult other = fixture.train(fixture.plan(sequence(loose, epochs(LABELS, 2)), 3), 3);
    TrainingResult usual =
        fixture.train(fixture.plan(sequence(epochs(SOFT, 1), epochs(LABELS, 2)), 3), 3);
    assertNotEquals(bits(usual), bits(other), "The phase's optimizer is not used");
  }

  @Test
  void phaseOfASequenceMayBeASequenceAndKeepsItsOptimizer() {
    SequenceSettings.Phase inner = phase(LABELS, 1, Optional.of(new Sgd(0.1, 0, false)));
    Recipe<Strategy> nested =
        new TestRecipe<>(
            new SequenceProvider(), new SequenceSettings(List.of(inner, epochs(SOFT, 1))));
    SequenceSettings.Phase outer = phase(nested, 2, Optional.of(new Sgd(0.2, 0, false)));
    List<Stage> stages = fixture.plan(sequence(outer, epochs(LABELS, 1)), 3).stages();
    assertEquals(
        List.of("1 sequence 1 labels", "1 sequence 2 soft-label", "2 labels"),
        stages.stream().map(Stage::name).toList());
    assertEquals(
        List.of(Optional.of(0.1), Optional.of(0.2), Optional.empty()),
        stages.stream()
            .map(stage -> stage.optimizer().map(optimizer -> ((Sgd) optimizer).learningRate()))
            .toList());
    stages.forEach(stage -> assertEquals(1 / 3.0, stage.share(), 1e-12));
  }

  @Test
  void oneSeedGivesOneResult() {
    Strategy strategy = sequence(epochs(SOFT, 2), epochs(hints(), 2), epochs(LABELS, 1));
    TrainingResult once = fixture.train(fixture.plan(strategy, 5), 5);
    assertEquals(bits(once), bits(fixture.train(fixture.plan(strategy, 5), 5)));
  }

  @Test
  void hintsMayBeAPhaseAndComeTwice() {
    Strategy strategy = sequence(epochs(hints(), 2), epochs(hints(), 2), epochs(LABELS, 1));
    DistillationPlan plan = fixture.plan(strategy, 5);
    assertEquals(
        List.of("1 feature hint", "1 feature train", "2 feature hint", "2 feature train"),
        plan.stages().stream().map(Stage::name).toList().subList(0, 4));
    NetworkDescription student = plan.learners().get(DistillationPlan.STUDENT);
    assertEquals(4, student.nodes().size(), "Each phase has an adapter of its own");
    TrainingResult result = fixture.train(plan, 5);
    assertEquals(
        TinyLesson.STUDENT,
        TrainingFixture.student(result).plan().description(),
        "What only served the training is left out");
    assertNotEquals(TrainingFixture.start(1).fingerprint(), bits(result));
  }

  @Test
  void aNetworkBesideTheStudentGoesOnInTheNextPhase() {
    // Joint in both phases: the teacher is the same learner, trained for three epochs in all.
    DistillationPlan plan =
        fixture.plan(
            sequence(epochs(joint(TinyLesson.STUDENT), 1), epochs(joint(TinyLesson.STUDENT), 2)),
            3);
    DistillationPlan once = fixture.plan(sequence(epochs(joint(TinyLesson.STUDENT), 3)), 3);
    assertEquals(
        fixture.train(once, 3).networks().get("teacher").weights().fingerprint(),
        fixture.train(plan, 3).networks().get("teacher").weights().fingerprint());
  }

  @Test
  void anotherNetworkOfTheSameNameIsRefused() {
    NetworkDescription other =
        NetworkDescription.sequence()
            .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build();
    Strategy strategy = sequence(epochs(joint(TinyLesson.STUDENT), 1), epochs(joint(other), 1));
    assertRefused(() -> fixture.plan(strategy, 2), "'2 joint'", "'teacher'");
  }

  @Test
  void aStrategyFromElsewhereMayBeAPhase() {
    Strategy elsewhere = setting -> TrainingFixture.plan(TrainingFixture.hard(0.5));
    Strategy strategy = sequence(epochs(new TestRecipe<>(new Elsewhere(elsewhere), new None()), 1));
    Term term = fixture.plan(strategy, 1).stages().get(0).terms().get("student").get(0);
    assertEquals(0.5, term.weight());
    assertEquals("1 elsewhere", fixture.plan(strategy, 1).stages().get(0).name());
  }

  @Test
  void epochsOfThePhasesMustBeThoseOfTheTraining() {
    Strategy strategy = sequence(epochs(SOFT, 2), epochs(LABELS, 3));
    assertRefused(() -> fixture.plan(strategy, 4), "2 + 3 = 5 epochs", "has 4", "to 5");
    assertRefused(() -> fixture.plan(strategy), "steps", "share");
  }

  @Test
  void sharesServeATrainingInSteps() {
    List<Stage> stages = fixture.plan(sequence(share(SOFT, 0.75), share(LABELS, 0.25))).stages();
    assertEquals(List.of(0.75, 0.25), stages.stream().map(Stage::share).toList());
  }

  @Test
  void lengthsThatContradictEachOtherAreRefused() {
    assertRefused(
        IllegalArgumentException.class,
        () -> lasting(Optional.empty(), Optional.empty()),
        "either epochs or a share");
    assertRefused(
        IllegalArgumentException.class,
        () -> lasting(Optional.of(1), Optional.of(1.0)),
        "either epochs or a share");
    assertRefused(
        IllegalArgumentException.class,
        () -> sequence(epochs(SOFT, 1), share(LABELS, 0.5)),
        "1 of the 2");
    assertRefused(
        IllegalArgumentException.class,
        () -> sequence(share(SOFT, 0.25), share(LABELS, 0.5)),
        "0.75 instead of 1");
    assertRefused(
        IllegalArgumentException.class,
        () -> new SequenceSettings(List.of()),
        "at least one phase");
  }

  private static String stageAndTerms(EpochReport report) {
    return report.stage()
        + ": "
        + String.join(
            ", ",
            report.terms().get("student").stream().map(EpochReport.TermReport::name).toList());
  }

  private static Recipe<Strategy> hints() {
    FeatureSettings.Hint hint =
        new FeatureSettings.Hint(
            "hidden", "wide", new MeanSquaredError(MeanSquaredError.On.LOGITS));
    return new TestRecipe<>(
        new FeatureProvider(),
        new FeatureSettings(List.of(hint), List.of(), 1, 0.5, 4, 0.5, new KullbackLeibler(1)));
  }

  private static Recipe<Strategy> joint(NetworkDescription teacher) {
    return new TestRecipe<>(
        new JointProvider(),
        new JointSettings(
            teacher, 2, 0.5, new KullbackLeibler(1), Schedule.CONSTANT, Schedule.CONSTANT));
  }

  private static Strategy sequence(SequenceSettings.Phase... phases) {
    return new SequenceProvider().create(new SequenceSettings(List.of(phases)), CONTEXT);
  }

  private static SequenceSettings.Phase epochs(Recipe<Strategy> strategy, int epochs) {
    return phase(strategy, epochs, Optional.empty());
  }

  private static SequenceSettings.Phase phase(
      Recipe<Strategy> strategy, int epochs, Optional<Optimizer> optimizer) {
    return phase(strategy, epochs, optimizer, Optional.empty());
  }

  private static SequenceSettings.Phase phase(
      Recipe<Strategy> strategy,
      int epochs,
      Optional<Optimizer> optimizer,
      Optional<Schedule> schedule) {
    return new SequenceSettings.Phase(
        strategy, Optional.of(epochs), Optional.empty(), optimizer, schedule);
  }

  private static SequenceSettings.Phase share(Recipe<Strategy> strategy, double share) {
    return new SequenceSettings.Phase(
        strategy, Optional.empty(), Optional.of(share), Optional.empty(), Optional.empty());
  }

  private static void lasting(Optional<Integer> epochs, Optional<Double> share) {
    new SequenceSettings.Phase(LABELS, epochs, share, Optional.empty(), Optional.empty());
  }

  /** No keys. */
  private record None() {}

  /** A provider that Retort does not ship. */
  private record Elsewhere(Strategy strategy) implements StrategyProvider<None> {

    @Override
    public String name() {
      return "elsewhere";
    }

    @Override
    public Class<None> configuration() {
      return None.class;
    }

    @Override
    public Strategy create(None settings, Context context) {
      return strategy;
    }
  }
}
