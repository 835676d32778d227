package io.retort.core.tests;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Schedule;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistillationPlanTest {
  private static final NetworkDescription NETWORK =
      NetworkDescription.sequence()
          .add("fc", new Layer.Dense(2, ActivationFunction.LINEAR))
          .build();

  /** A loss that only has to be there. */
  private static final Loss LOSS =
      new Loss() {
        @Override
        public Set<TargetKind> accepts() {
          return Set.of(TargetKind.CLASSES);
        }

        @Override
        public double evaluate(Tensor student, Target target, Tensor gradient) {
          throw new AssertionError("No plan evaluates a loss");
        }
      };

  @Test
  void weightsMustBeFiniteAndNotNegative() {
    for (double weight : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused(
          IllegalArgumentException.class,
          () -> term("hard", weight),
          "'hard'",
          Double.toString(weight));
    }
    assertEquals(0, term("hard", 0).weight());
  }

  @Test
  void aTemperatureNeedsALossThatHasOne() {
    Term.Temperature four = new Term.Temperature(4, Schedule.CONSTANT);
    assertRefused(
        IllegalArgumentException.class,
        () -> new Term("soft", LOSS, "fc", new TargetSource.TeacherHead("digit"), 1).with(four),
        "'soft'",
        "temperature");
  }

  @Test
  void temperaturesMustBeAboveZero() {
    for (double temperature : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Term.Temperature(temperature, Schedule.CONSTANT));
    }
  }

  @Test
  void sharesOfStagesMustBeWithinZeroAndOne() {
    for (double share : new double[] {0, -0.5, 1.5, Double.NaN}) {
      assertRefused(
          IllegalArgumentException.class,
          () -> stage("hint", share),
          "'hint'",
          Double.toString(share));
    }
  }

  @Test
  void sharesMustSumToOne() {
    assertRefused(
        IllegalArgumentException.class,
        () -> plan(stage("hint", 0.3), stage("train", 0.6)),
        "instead of 1");
    assertEquals(3, plan(stage("a", 0.1), stage("b", 0.2), stage("c", 0.7)).stages().size());
    assertRefused(IllegalArgumentException.class, () -> plan(), "at least one stage");
  }

  @Test
  void namesOfStagesMustDiffer() {
    assertRefused(
        IllegalArgumentException.class,
        () -> plan(stage("train", 0.5), stage("train", 0.5)),
        "[train, train]");
  }

  @Test
  void termsOfOneLearnerMustHaveDifferentNames() {
    // Terms of one name and tap would share a gradient.
    assertRefused(
        IllegalArgumentException.class,
        () -> stage(Map.of("student", List.of(term("hint", 1), term("hint", 2))), Map.of()),
        "'train'",
        "[hint, hint]");
  }

  @Test
  void aStageMustTrainSomething() {
    assertRefused(
        IllegalArgumentException.class, () -> stage(Map.of(), Map.of()), "'train'", "no learner");
    assertRefused(
        IllegalArgumentException.class,
        () -> stage(Map.of("student", List.of()), Map.of()),
        "'train'",
        "'student'");
  }

  @Test
  void trainedNodesMustBelongToALearnerOfTheStage() {
    assertRefused(
        IllegalArgumentException.class,
        () -> stage(Map.of("student", List.of(term("hard", 1))), Map.of("peer", Set.of("fc"))),
        "[peer]",
        "[student]");
  }

  @Test
  void aStageIsNotChangedThroughItsLists() {
    List<Term> terms = new ArrayList<>(List.of(term("hard", 1)));
    Stage stage = stage(Map.of("student", terms), Map.of());
    terms.clear();
    assertEquals(1, stage.terms().get("student").size());
  }

  @Test
  void aPlanNeedsTheStudent() {
    assertRefused(
        IllegalArgumentException.class,
        () -> new DistillationPlan(Map.of("pupil", NETWORK), List.of(stage("train", 1))),
        "'student'");
  }

  @Test
  void aStageCannotTrainWhatIsNoLearner() {
    assertRefused(
        IllegalArgumentException.class,
        () -> plan(stage(Map.of("peer", List.of(term("hard", 1))), Map.of())),
        "'train'",
        "[peer]",
        "[student]");
  }

  private static DistillationPlan plan(Stage... stages) {
    return new DistillationPlan(Map.of("student", NETWORK), List.of(stages));
  }

  private static Stage stage(String name, double share) {
    return new Stage(name, share, Map.of("student", List.of(term("hard", 1))), Map.of());
  }

  private static Stage stage(Map<String, List<Term>> terms, Map<String, Set<String>> trained) {
    return new Stage("train", 1, terms, trained);
  }

  private static Term term(String name, double weight) {
    return new Term(name, LOSS, "fc", new TargetSource.Labels("digit"), weight);
  }
}
