package io.retort.strategies;

import static io.retort.core.tests.TrainingFixture.array;
import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.Loss;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tests.TrainingFixture;
import io.retort.core.training.TrainingResult;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.MeanSquaredError;
import io.retort.strategies.providers.FeatureProvider;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureTest {
  private static final Loss DISTANCE = new MeanSquaredError(MeanSquaredError.On.LOGITS);

  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest(name = "from {0} to {1}")
  @CsvSource({
    "4x8x8, 6x8x8", // other channels
    "4x8x8, 4x4x4", // half the size
    "4x4x4, 4x8x8", // twice the size
    "4x8x8, 6x5x5",
    "4x5x5, 6x8x8",
    "4x14x14, 6x7x7",
    "4x7x7, 6x14x14",
    "4x7x14, 6x14x5", // larger and smaller at once
    "4x1x1, 6x3x3",
    "4x9x9, 6x1x1",
    "5, 9",
    "9x5, 9x3"
  })
  void adapterHasExactlyTheTeachersShape(String from, String to) {
    DistillationPlan plan = plan(Shape.parse(from), Shape.parse(to));
    Term hint = hint(plan);
    NetworkPlan network = NetworkPlan.of(plan.learners().get("student"), Shape.parse(from));
    assertEquals(Shape.parse(to), network.shape(hint.taps().get(0)));
    assertNotEquals("tap", hint.taps().get(0));
  }

  @ParameterizedTest
  @CsvSource({"4x8x8", "5", "9x5"})
  void equalShapesNeedNoAdapter(String shape) {
    DistillationPlan plan = plan(Shape.parse(shape), Shape.parse(shape));
    assertEquals("tap", hint(plan).taps().get(0));
    assertEquals(tapped(), plan.learners().get("student"));
  }

  @ParameterizedTest
  @CsvSource({"4x8x8, 5", "5, 4x8x8", "9x5, 5", "5, 9x5", "9x5, 8x5", "9x5, 4x9x5"})
  void shapesThatNoAdapterJoinsAreRefusedWithBoth(String from, String to) {
    assertRefused(
        () -> plan(Shape.parse(from), Shape.parse(to)), "'tap'", from, to, "images with images");
  }

  @Test
  void adaptersKeepAwayFromTheStudentsNames() {
    NetworkDescription named =
        NetworkDescription.sequence()
            .add("hint-1", new Layer.Dense(4, ActivationFunction.TANH))
            .add("hint-1-adapter", new Layer.Dense(4, ActivationFunction.TANH))
            .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build();
    DistillationPlan plan =
        strategy(settings(0.5, 1, 0, hint("hint-1", "wide")))
            .plan(setting(named, TinyLesson.INPUT, fixture.teacher.outputs()));
    assertEquals(4, plan.learners().get("student").nodes().size());
    fixture.train(plan, 1);
  }

  @Test
  void unknownNodesAreRefused() {
    assertHintRefused(hint("fc9", "wide"), "'fc9'", "hidden");
    assertHintRefused(hint("input", "wide"), "'input'");
    assertHintRefused(hint("hidden", "deep"), "'deep'", "wide");
  }

  @Test
  void theTeachersOutputIsNoHint() {
    assertHintRefused(hint("hidden", "class"), "'class'", "soft term");
  }

  @Test
  void hintsShareTheirWeight() {
    List<Term> terms =
        fixture
            .plan(strategy(settings(0, 3, 0, hint("hidden", "wide"), hint("fc", "output"))))
            .stages()
            .get(0)
            .terms()
            .get("student");
    assertEquals(
        List.of("class hard", "hint-1", "hint-2"), terms.stream().map(Term::name).toList());
    assertEquals(List.of(1.0, 1.5, 1.5), terms.stream().map(Term::weight).toList());
    assertEquals(new TargetSource.TeacherFeature("wide"), terms.get(1).targets().get(0));
    assertEquals("fc", terms.get(2).taps().get(0), "Equal shapes are compared as they are");
  }

  @Test
  void softTermIsAddedBesidesTheHints() {
    List<Term> terms =
        fixture
            .plan(strategy(settings(0, 1, 0.75, hint("hidden", "wide"))))
            .stages()
            .get(0)
            .terms()
            .get("student");
    assertEquals(
        List.of("class hard", "class soft", "hint-1"), terms.stream().map(Term::name).toList());
    assertEquals(List.of(0.25, 0.75, 1.0), terms.stream().map(Term::weight).toList());
  }

  @Test
  void hintStageTrainsOnlyUpToTheHint() {
    DistillationPlan plan = fixture.plan(strategy(settings(0.25, 1, 0, hint("hidden", "wide"))));
    assertEquals(List.of("hint", "train"), plan.stages().stream().map(Stage::name).toList());
    Stage hintStage = plan.stages().get(0);
    assertEquals(0.25, hintStage.share());
    String adapter = hint(plan).taps().get(0);
    assertEquals(Map.of("student", Set.of("hidden", adapter)), hintStage.trained());
    // The hint stage alone, all the time.
    Stage alone = new Stage("hint", 1, hintStage.terms(), hintStage.trained());
    TrainingResult result = fixture.train(new DistillationPlan(plan.learners(), List.of(alone)), 2);
    assertArrayEquals(
        TrainingFixture.start(1).arrays().get("fc.weight").values(), array(result, "fc.weight"));
    assertArrayEquals(
        TrainingFixture.start(1).arrays().get("fc.bias").values(), array(result, "fc.bias"));
    assertFalse(
        Arrays.equals(
            TrainingFixture.start(1).arrays().get("hidden.weight").values(),
            array(result, "hidden.weight")));
  }

  @Test
  void withoutAHintStageThereIsOneStage() {
    assertEquals(
        List.of("train"),
        fixture.plan(strategy(settings(0, 1, 0, hint("hidden", "wide")))).stages().stream()
            .map(Stage::name)
            .toList());
  }

  @Test
  void adaptersAreDroppedFromTheResult() {
    DistillationPlan plan = fixture.plan(strategy(settings(0.5, 1, 0, hint("hidden", "wide"))));
    assertEquals(3, plan.learners().get("student").nodes().size());
    TrainingResult result = fixture.train(plan, 2);
    assertEquals(TinyLesson.STUDENT, TrainingFixture.student(result).plan().description());
    assertEquals(
        TrainingFixture.start(1).arrays().keySet(),
        TrainingFixture.student(result).weights().arrays().keySet());
  }

  @Test
  void hintsBringTheStudentCloserToTheTeacher() {
    fixture.train(fixture.plan(strategy(settings(0, 1, 0, hint("hidden", "wide")))), 20);
    double first = fixture.reports.get(0).terms().get("student").get(1).value();
    double last = fixture.reports.get(19).terms().get("student").get(1).value();
    assertTrue(last < 0.7 * first, first + " became " + last);
  }

  @Test
  void studentMovesAndTeacherStays() {
    String teacher = fixture.teacher.fingerprint();
    TrainingResult result =
        fixture.train(
            fixture.plan(
                strategy(settings(0.5, 1, 0.5, hint("hidden", "wide"), hint("fc", "norm")))),
            2);
    assertNotEquals(TrainingFixture.start(1).fingerprint(), bits(result));
    assertEquals(teacher, fixture.teacher.fingerprint());
    fixture.backend.networksWith("output").stream()
        .flatMap(network -> network.calls().stream())
        .forEach(call -> assertTrue(call.startsWith("INFERENCE"), call));
  }

  @Test
  void aHintStageWithoutHintsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> settings(0.5, 0, 0, hint("hidden", "wide")));
    assertThrows(IllegalArgumentException.class, () -> settings(0, 1, 0));
  }

  private void assertHintRefused(FeatureSettings.Hint hint, String... parts) {
    assertRefused(() -> fixture.plan(strategy(settings(0, 1, 0, hint))), parts);
  }

  /** The plan for a student whose node {@code tap} has a shape and a teacher of another. */
  private static DistillationPlan plan(Shape from, Shape to) {
    List<TeacherOutput> teacher = List.of(new TeacherOutput("deep", TargetKind.FEATURES, to));
    return strategy(settings(0, 1, 0, hint("tap", "deep"))).plan(setting(tapped(), from, teacher));
  }

  private static NetworkDescription tapped() {
    Node tap = new Node("tap", new Layer.Activation(ActivationFunction.RELU), List.of("input"));
    Node flat = new Node("flat", new Layer.Flatten(), List.of("tap"));
    Node fc = new Node("fc", new Layer.Dense(3, ActivationFunction.LINEAR), List.of("flat"));
    return new NetworkDescription(List.of(tap, flat, fc), List.of("fc"));
  }

  private static StrategySetting setting(
      NetworkDescription student, Shape input, List<TeacherOutput> teacher) {
    return new StrategySetting(
        NetworkPlan.of(student, input),
        List.of(TinyLesson.CLASS),
        teacher,
        TrainingFixture.LABEL_LOSS,
        OptionalInt.empty(),
        1);
  }

  private static Term hint(DistillationPlan plan) {
    return plan.stages().get(0).terms().get("student").stream()
        .filter(term -> term.name().equals("hint-1"))
        .findFirst()
        .orElseThrow();
  }

  private static FeatureSettings.Hint hint(String student, String teacher) {
    return new FeatureSettings.Hint(student, teacher, DISTANCE);
  }

  private static FeatureSettings settings(
      double hintStage, double hintWeight, double softWeight, FeatureSettings.Hint... hints) {
    return new FeatureSettings(
        List.of(hints), List.of(), hintWeight, hintStage, 4, softWeight, new KullbackLeibler(4));
  }

  private static Strategy strategy(FeatureSettings settings) {
    return new FeatureProvider().create(settings, new TestContext(Path.of("."), 1));
  }
}
