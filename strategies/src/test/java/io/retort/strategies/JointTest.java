package io.retort.strategies;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.core.tests.TrainingFixture.hard;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Schedule;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tests.SpyLoss;
import io.retort.core.tests.TrainingFixture;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.losses.KullbackLeibler;
import io.retort.strategies.providers.JointProvider;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JointTest {
  private static final TemperedLoss SOFT = new KullbackLeibler(1);
  private static final NetworkDescription TEACHER =
      NetworkDescription.sequence()
          .add("wide", new Layer.Dense(6, ActivationFunction.TANH))
          .add("output", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void teacherLearnsLabelsAndStudentFollowsItsLogits() {
    Schedule moving = (step, steps) -> 0.5;
    Schedule fading = (step, steps) -> 0.25;
    JointSettings settings = new JointSettings(TEACHER, 3, 0.7, SOFT, moving, fading);
    Map<String, List<Term>> terms = onlyStage(fixture.plan(strategy(settings))).terms();
    Term labels = terms.get("teacher").get(0);
    assertEquals(1, terms.get("teacher").size());
    assertEquals(new TargetSource.Labels("class"), labels.targets().get(0));
    assertEquals("output", labels.taps().get(0));
    assertEquals(1, labels.weight());
    Term hard = terms.get("student").get(0);
    assertEquals(0.3, hard.weight(), 1e-12);
    assertEquals(new TargetSource.Labels("class"), hard.targets().get(0));
    Term soft = terms.get("student").get(1);
    assertEquals(
        new TargetSource.Peer("teacher", "output", TargetKind.LOGITS), soft.targets().get(0));
    assertEquals(0.7, soft.weight());
    assertEquals(fading, soft.weightSchedule());
    assertEquals(new Term.Temperature(3, moving), soft.temperature().orElseThrow());
  }

  @Test
  void noTrainedTeacherIsNeeded() {
    // The plan asks nothing of the experiment's teacher.
    onlyStage(fixture.plan(strategy(settings(SOFT)))).terms().values().stream()
        .flatMap(List::stream)
        .forEach(
            term ->
                assertTrue(
                    term.targets().get(0) instanceof TargetSource.Labels
                        || term.targets().get(0) instanceof TargetSource.Peer));
  }

  @Test
  void teacherIsTrainedAsIfThereWereNoStudent() {
    Stage still =
        new Stage(
            "train",
            1,
            Map.of(
                "student",
                List.of(hard(0)),
                "teacher",
                onlyStage(fixture.plan(strategy(settings(SOFT)))).terms().get("teacher")),
            Map.of());
    TrainingResult apart =
        fixture.train(
            new DistillationPlan(
                Map.of("student", TinyLesson.STUDENT, "teacher", TEACHER), List.of(still)),
            2);
    TrainingResult together = fixture.train(fixture.plan(strategy(settings(SOFT))), 2);
    assertEquals(teacher(apart), teacher(together), "A gradient reaches the teacher");
    assertNotEquals(bits(apart), bits(together));
  }

  @Test
  void studentFollowsTheTeacherAsItMoves() {
    List<float[]> seen = new ArrayList<>();
    TemperedLoss spy =
        new SpyLoss(
            SOFT,
            1,
            (student, target, temperature) ->
                seen.add(((Target.Logits) target).values().toArray()));
    DistillationPlan plan = fixture.plan(strategy(settings(spy)));
    // One batch of all samples in each epoch, which differ by their order and by the teacher.
    fixture.train(
        plan, 1, fixture.all(), TinyLesson.settings(3, 20, LABEL_LOSS, TrainingSettings.Keep.LAST));
    // The first look is a trial of the shapes.
    List<float[]> sorted = seen.subList(1, seen.size()).stream().map(JointTest::sorted).toList();
    assertEquals(3, sorted.size());
    assertFalse(Arrays.equals(sorted.get(0), sorted.get(1)), "The teacher stands still");
    assertFalse(Arrays.equals(sorted.get(1), sorted.get(2)), "The teacher stands still");
  }

  @Test
  void oneSeedGivesOneResult() {
    DistillationPlan plan = fixture.plan(strategy(settings(SOFT)));
    TrainingResult once = fixture.train(plan, 2);
    TrainingResult again = fixture.train(plan, 2);
    assertEquals(bits(once), bits(again));
    assertEquals(teacher(once), teacher(again));
    assertArrayEquals(
        new Object[] {"student", "teacher"}, once.networks().keySet().stream().sorted().toArray());
  }

  @Test
  void aTeacherThatDoesNotFitTheDataIsRefusedByName() {
    NetworkDescription wide =
        NetworkDescription.sequence()
            .add("output", new Layer.Dense(10, ActivationFunction.LINEAR))
            .build();
    Strategy strategy =
        strategy(new JointSettings(wide, 3, 0.7, SOFT, Schedule.CONSTANT, Schedule.CONSTANT));
    String message = assertThrows(RetortException.class, () -> fixture.plan(strategy)).getMessage();
    assertTrue(message.contains("'teacher'") && message.contains("3 classes"), message);
  }

  private static float[] sorted(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static String teacher(TrainingResult result) {
    return result.networks().get("teacher").weights().fingerprint();
  }

  private static Stage onlyStage(DistillationPlan plan) {
    assertEquals(1, plan.stages().size());
    return plan.stages().get(0);
  }

  private static JointSettings settings(TemperedLoss soft) {
    return new JointSettings(TEACHER, 2, 0.5, soft, Schedule.CONSTANT, Schedule.CONSTANT);
  }

  private static Strategy strategy(JointSettings settings) {
    return new JointProvider().create(settings, new TestContext(Path.of("."), 1));
  }
}
