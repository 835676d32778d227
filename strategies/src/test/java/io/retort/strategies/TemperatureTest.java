package io.retort.strategies;

import static io.retort.core.tests.TrainingFixture.array;
import static io.retort.core.tests.TrainingFixture.bits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.loss.Loss;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.network.NetworkPlan;
import io.retort.core.optimizer.Schedule;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tests.SpyLoss;
import io.retort.core.tests.TrainingFixture;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.losses.Distillation;
import io.retort.losses.KullbackLeibler;
import io.retort.strategies.providers.TemperatureProvider;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import io.retort.testkit.TwoHeadLesson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemperatureTest {
  private static final TemperedLoss SOFT = new KullbackLeibler(1);

  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void weightsOfHardAndSoftTermSumToOne() {
    Schedule moving = (step, steps) -> 0.5;
    Schedule fading = (step, steps) -> 0.25;
    List<Term> terms = terms(new TemperatureSettings(4, 0.9, SOFT, moving, fading));
    assertEquals(2, terms.size());
    Term hard = terms.get(0);
    assertEquals(0.1, hard.weight(), 1e-12);
    assertEquals(new TargetSource.Labels("class"), hard.targets().get(0));
    assertSame(TrainingFixture.LABEL_LOSS, hard.criterion(), "The loss of the student alone");
    assertEquals(1, hard.weightSchedule().factor(0, 1));
    Term soft = terms.get(1);
    assertEquals(0.9, soft.weight());
    assertEquals(new TargetSource.TeacherHead("class"), soft.targets().get(0));
    assertSame(fading, soft.weightSchedule());
    assertEquals(new Term.Temperature(4, moving), soft.temperature().orElseThrow());
    assertEquals("fc", soft.taps().get(0));
  }

  @Test
  void everyHeadHasAHardAndASoftTerm() {
    NetworkPlan student = NetworkPlan.of(TwoHeadLesson.STUDENT, TwoHeadLesson.INPUT);
    List<TeacherOutput> teacher =
        List.of(
            new TeacherOutput("side", TargetKind.LOGITS, Shape.of(2)),
            new TeacherOutput("level", TargetKind.VALUES, Shape.of(1)));
    List<String> names = new ArrayList<>();
    strategy(
            new TemperatureSettings(
                2, 0.5, new Distillation(), Schedule.CONSTANT, Schedule.CONSTANT))
        .plan(
            new StrategySetting(
                student,
                List.of(TwoHeadLesson.SIDE, TwoHeadLesson.LEVEL),
                teacher,
                TrainingFixture.LABEL_LOSS,
                OptionalInt.empty(),
                1))
        .stages()
        .get(0)
        .terms()
        .get("student")
        .forEach(term -> names.add(term.name() + " at " + term.taps().get(0)));
    assertEquals(
        List.of(
            "side hard at side", "side soft at side", "level hard at level", "level soft at level"),
        names);
  }

  @Test
  void temperatureOfTheStrategyReplacesThatOfTheLoss() {
    List<Double> temperatures = new ArrayList<>();
    TemperedLoss spy =
        new SpyLoss(SOFT, 1, (student, target, temperature) -> temperatures.add(temperature));
    fixture.train(fixture.plan(strategy(settings(5, 1, spy))), 1);
    assertEquals(List.of(5.0, 5.0, 5.0), temperatures.subList(1, 4));
  }

  @Test
  void aTermOfWeightZeroIsLeftOut() {
    assertEquals(
        List.of("class hard"), terms(settings(4, 0, SOFT)).stream().map(Term::name).toList());
    assertEquals(
        List.of("class soft"), terms(settings(4, 1, SOFT)).stream().map(Term::name).toList());
  }

  @Test
  void softWeightIsContinuousAtZeroAndOne() {
    assertClose(step(0), step(1e-9));
    assertClose(step(1), step(1 - 1e-9));
    assertNotEquals(bits(step(0)), bits(step(0.1)));
    assertNotEquals(bits(step(1)), bits(step(0.9)));
  }

  @Test
  void softTermIsScaledBySquaredTemperature() {
    // Without T², the teacher's pull would be some 16 times smaller at T = 4 than at T = 1.
    fixture.train(fixture.plan(strategy(settings(1, 1, SOFT))), 1);
    fixture.train(fixture.plan(strategy(settings(4, 1, SOFT))), 1);
    double one = fixture.reports.get(0).terms().get("student").get(0).gradientNorm();
    double four = fixture.reports.get(1).terms().get("student").get(0).gradientNorm();
    assertEquals(1, four / one, 0.6);
  }

  @Test
  void studentMovesAndTeacherStays() {
    String teacher = fixture.teacher.fingerprint();
    for (double weight : new double[] {0.5, 1}) {
      TrainingResult result = fixture.train(fixture.plan(strategy(settings(4, weight, SOFT))), 2);
      assertNotEquals(TrainingFixture.start(1).fingerprint(), bits(result));
      assertEquals(teacher, fixture.teacher.fingerprint());
    }
  }

  /** One step on all samples. */
  private TrainingResult step(double softWeight) {
    Loss loss = TrainingFixture.LABEL_LOSS;
    return fixture.train(
        fixture.plan(strategy(settings(4, softWeight, SOFT))),
        1,
        fixture.all(),
        TinyLesson.settings(1, 20, loss, TrainingSettings.Keep.LAST));
  }

  private static void assertClose(TrainingResult expected, TrainingResult actual) {
    for (String array : new String[] {"hidden.weight", "hidden.bias", "fc.weight", "fc.bias"}) {
      assertArrayEquals(array(expected, array), array(actual, array), 1e-6f, array);
    }
  }

  private List<Term> terms(TemperatureSettings settings) {
    DistillationPlan plan = fixture.plan(strategy(settings));
    assertEquals(TinyLesson.STUDENT, plan.learners().get("student"));
    assertEquals(1, plan.stages().size());
    return plan.stages().get(0).terms().get("student");
  }

  private static TemperatureSettings settings(
      double temperature, double softWeight, TemperedLoss soft) {
    return new TemperatureSettings(
        temperature, softWeight, soft, Schedule.CONSTANT, Schedule.CONSTANT);
  }

  private static Strategy strategy(TemperatureSettings settings) {
    return new TemperatureProvider().create(settings, new TestContext(Path.of("."), 1));
  }
}
