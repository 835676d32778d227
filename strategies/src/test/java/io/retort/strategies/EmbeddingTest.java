package io.retort.strategies;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.loss.Loss;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Recipe;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.losses.Cosine;
import io.retort.losses.Distillation;
import io.retort.losses.MeanSquaredError;
import io.retort.losses.Relational;
import io.retort.losses.Supervised;
import io.retort.strategies.SequenceSettings.Phase;
import io.retort.strategies.SoftLabelSettings.SoftTarget;
import io.retort.strategies.providers.JointProvider;
import io.retort.strategies.providers.LabelsProvider;
import io.retort.strategies.providers.MutualProvider;
import io.retort.strategies.providers.SequenceProvider;
import io.retort.strategies.providers.SoftLabelProvider;
import io.retort.strategies.providers.TemperatureProvider;
import io.retort.testkit.TestContext;
import io.retort.testkit.TestRecipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How students learn the vectors that a teacher gives. */
class EmbeddingTest {
  private static final TestContext CONTEXT = new TestContext(Path.of("."), 1);
  private static final Head MEANING = new Head("meaning", new Task.Embedding(2));
  private static final Head KIND = new Head("kind", new Task.SingleLabel(List.of("a", "b")));
  private static final Loss MSE = new MeanSquaredError(MeanSquaredError.On.LOGITS);

  private static Layer dense(int units) {
    return new Layer.Dense(units, ActivationFunction.LINEAR);
  }

  /** A student of two values, whose teacher gives vectors of a width. */
  private static StrategySetting setting(int width) {
    return setting(
        NetworkDescription.sequence().add("out", dense(2)).build(), width, List.of(MEANING));
  }

  private static StrategySetting setting(NetworkDescription student, int width, List<Head> heads) {
    return new StrategySetting(
        NetworkPlan.of(student, Shape.of(3)),
        heads,
        List.of(
            new TeacherOutput("meaning", TargetKind.VALUES, Shape.of(width)),
            new TeacherOutput("kind", TargetKind.LOGITS, Shape.of(2))),
        new Supervised(),
        OptionalInt.of(2),
        1);
  }

  private static Strategy softLabel(Loss loss) {
    return new SoftLabelProvider()
        .create(new SoftLabelSettings(SoftTarget.DISTRIBUTION, loss), CONTEXT);
  }

  private static Strategy temperature(double softWeight) {
    return new TemperatureProvider()
        .create(
            new TemperatureSettings(
                4, softWeight, new Distillation(), Schedule.CONSTANT, Schedule.CONSTANT),
            CONTEXT);
  }

  private static NetworkDescription student(DistillationPlan plan) {
    return plan.learners().get(DistillationPlan.STUDENT);
  }

  private static List<Term> terms(Stage stage) {
    return stage.terms().get(DistillationPlan.STUDENT);
  }

  private static Term onlyTerm(DistillationPlan plan) {
    List<Term> terms = terms(plan.stages().get(0));
    assertEquals(1, terms.size(), terms::toString);
    return terms.get(0);
  }

  @Test
  void vectorsOfTheTeachersWidthAreComparedAsTheyAre() {
    for (Strategy strategy : List.of(softLabel(new Cosine()), temperature(0.9))) {
      DistillationPlan plan = strategy.plan(setting(2));
      assertEquals(List.of("out"), onlyTerm(plan).taps());
      assertEquals(List.of(new TargetSource.TeacherHead("meaning")), onlyTerm(plan).targets());
      assertEquals(setting(2).student().description(), student(plan));
    }
  }

  @Test
  void vectorsOfAnotherWidthAreComparedBehindALinearLayerThatIsNoOutput() {
    for (Strategy strategy : List.of(softLabel(MSE), temperature(0.9))) {
      DistillationPlan plan = strategy.plan(setting(5));
      assertEquals(List.of("meaning-projection"), onlyTerm(plan).taps());
      Node projection = student(plan).nodes().get(1);
      assertEquals(new Node("meaning-projection", dense(5), List.of("out")), projection);
      assertEquals(List.of("out"), student(plan).outputs());
      assertEquals(setting(5).student().description(), student(plan).pruned());
    }
  }

  @Test
  void whatComparesRelationsNeedsNoProjection() {
    assertEquals(List.of("out"), onlyTerm(softLabel(new Relational(1, 0)).plan(setting(5))).taps());
  }

  @Test
  void aNameThatIsTakenIsLeftToItsNode() {
    NetworkDescription named =
        NetworkDescription.sequence()
            .add("meaning-projection", dense(4))
            .add("out", dense(2))
            .build();
    DistillationPlan plan = softLabel(MSE).plan(setting(named, 5, List.of(MEANING)));
    assertEquals(List.of("meaning-projection-"), onlyTerm(plan).taps());
  }

  @Test
  void phasesTrainOneProjection() {
    Recipe<Strategy> cosine = recipe(new Cosine());
    Strategy sequence =
        new SequenceProvider()
            .create(new SequenceSettings(List.of(phase(cosine), phase(recipe(MSE)))), CONTEXT);
    DistillationPlan plan = sequence.plan(setting(5));
    assertEquals(
        List.of("out", "meaning-projection"),
        student(plan).nodes().stream().map(Node::name).toList());
    plan.stages()
        .forEach(stage -> assertEquals(List.of("meaning-projection"), terms(stage).get(0).taps()));
  }

  private static Recipe<Strategy> recipe(Loss loss) {
    return new TestRecipe<>(
        new SoftLabelProvider(), new SoftLabelSettings(SoftTarget.DISTRIBUTION, loss));
  }

  private static Phase phase(Recipe<Strategy> strategy) {
    return new Phase(
        strategy, Optional.of(1), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void onlyWhatHasLabelsIsComparedWithThem() {
    NetworkDescription both =
        NetworkDescription.sequence()
            .add("bag", dense(4))
            .add("kind", dense(2), "bag")
            .add("meaning", dense(2), "bag")
            .build("kind", "meaning");
    DistillationPlan plan = temperature(0.25).plan(setting(both, 2, List.of(KIND, MEANING)));
    assertEquals(
        List.of("kind hard 0.75", "kind soft 0.25", "meaning soft 0.25"),
        terms(plan.stages().get(0)).stream()
            .map(term -> term.name() + " " + term.weight())
            .toList());
  }

  @Test
  void whatLearnsFromLabelsAloneIsRefused() {
    assertRefused(
        () -> new LabelsProvider().create(new LabelsSettings(), CONTEXT).plan(setting(2)),
        "None of the heads [meaning] has labels to learn from");
    assertRefused(() -> temperature(0).plan(setting(2)), "soft-weight of 0", "raise it");
    NetworkDescription peer = NetworkDescription.sequence().add("out", dense(2)).build();
    Distillation loss = new Distillation();
    assertRefused(
        () ->
            new JointProvider()
                .create(
                    new JointSettings(peer, 4, 0.5, loss, Schedule.CONSTANT, Schedule.CONSTANT),
                    CONTEXT)
                .plan(setting(2)),
        "'joint' trains networks beside the student on labels",
        "'meaning'");
    assertRefused(
        () ->
            new MutualProvider()
                .create(
                    new MutualSettings(Optional.of(1), List.of(), 1, loss, Schedule.CONSTANT),
                    CONTEXT)
                .plan(setting(2)),
        "'mutual' trains networks beside the student on labels",
        "'meaning'");
  }
}
