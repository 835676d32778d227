package io.retort.strategies;

import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.core.tests.TrainingFixture.hard;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Schedule;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.tests.TrainingFixture;
import io.retort.core.training.TrainingResult;
import io.retort.losses.KullbackLeibler;
import io.retort.strategies.providers.MutualProvider;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MutualTest {
  private static final Loss DIVERGENCE = new KullbackLeibler(1);
  private static final NetworkDescription SMALL =
      NetworkDescription.sequence()
          .add("small", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void everyNetworkFollowsTheMeanOfTheOthers() {
    Schedule fading = (step, steps) -> 0.25;
    DistillationPlan plan =
        fixture.plan(
            strategy(new MutualSettings(Optional.of(2), List.of(SMALL), 0.9, DIVERGENCE, fading)));
    assertEquals(
        Map.of(
            "student",
            TinyLesson.STUDENT,
            "peer-1",
            TinyLesson.STUDENT,
            "peer-2",
            TinyLesson.STUDENT,
            "peer-3",
            SMALL),
        plan.learners());
    Map<String, List<Term>> terms = plan.stages().get(0).terms();
    assertEquals(plan.learners().keySet(), terms.keySet());
    List<Term> third = terms.get("peer-3");
    assertEquals(new TargetSource.Labels("class"), third.get(0).targets().get(0));
    assertEquals(1, third.get(0).weight());
    assertEquals(
        Set.of(said("student", "fc"), said("peer-1", "fc"), said("peer-2", "fc")),
        Set.copyOf(third.stream().skip(1).map(term -> term.targets().get(0)).toList()));
    terms.values().stream()
        .flatMap(List::stream)
        .filter(term -> term.targets().get(0) instanceof TargetSource.Peer)
        .forEach(
            term -> {
              assertEquals(0.3, term.weight(), 1e-12);
              assertSame(fading, term.weightSchedule());
            });
    assertEquals(said("peer-3", "small"), terms.get("student").get(3).targets().get(0));
  }

  @Test
  void divergenceIsOfTheOtherFromTheOwnDistribution() {
    // Zhang et al.: the first network adds D(p2 ‖ p1) = Σ p2 ln(p2/p1). With the own distribution
    // (1, 1, 2)/4 and the other's (2, 1, 1)/4 that is 1/2 ln 2 + 1/4 ln 1 − 1/4 ln 2 = ln(2)/4; of
    // (1, 1, 2)/4 and (1, 3, 4)/8 it is 1/8 ln 1/2 + 3/8 ln 3/2 + 1/2 ln 1.
    Term term = fixture.plan(strategy(copies(1))).stages().get(0).terms().get("student").get(1);
    assertEquals(Math.log(2) / 4, divergence(term.criterion(), logs(1, 1, 2), logs(2, 1, 1)), 1e-6);
    assertEquals(
        3 * Math.log(1.5) / 8 - Math.log(2) / 8,
        divergence(term.criterion(), logs(1, 1, 2), logs(1, 3, 4)),
        1e-6);
  }

  @Test
  void gradientReachesNoPeer() {
    // What the student minimises, its divergence included, moves no peer of it.
    DistillationPlan plan = fixture.plan(strategy(copies(2)));
    Stage stage = plan.stages().get(0);
    Map<String, List<Term>> silent = new HashMap<>(stage.terms());
    silent.put("student", List.of(hard(0)));
    silent.replaceAll(
        (name, terms) ->
            terms.stream()
                .filter(term -> !term.targets().get(0).equals(said("student", "fc")))
                .toList());
    Map<String, List<Term>> heard = new HashMap<>(silent);
    heard.put("student", stage.terms().get("student"));
    TrainingResult without = fixture.train(with(plan, stage, silent), 2);
    TrainingResult with = fixture.train(with(plan, stage, heard), 2);
    assertEquals(peer(without, "peer-1"), peer(with, "peer-1"));
    assertEquals(peer(without, "peer-2"), peer(with, "peer-2"));
    assertNotEquals(bits(without), bits(with));
  }

  @Test
  void networksMoveEachOtherAndStartApart() {
    TrainingResult mutual = fixture.train(fixture.plan(strategy(copies(1))), 2);
    TrainingResult alone = fixture.train(TrainingFixture.plan(hard(1)), 2);
    assertNotEquals(bits(alone), bits(mutual), "The peer teaches nothing");
    assertNotEquals(peer(mutual, "peer-1"), bits(mutual), "Both are the same network");
    assertEquals(bits(mutual), bits(fixture.train(fixture.plan(strategy(copies(1))), 2)));
  }

  @Test
  void peersAreNeeded() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new MutualSettings(
                        Optional.empty(), List.of(), 1, DIVERGENCE, Schedule.CONSTANT))
            .getMessage();
    assertTrue(message.contains("copies") && message.contains("networks"), message);
  }

  @Test
  void aPeerThatDoesNotFitTheDataIsRefusedByName() {
    NetworkDescription wide =
        NetworkDescription.sequence()
            .add("fc", new Layer.Dense(10, ActivationFunction.LINEAR))
            .build();
    MutualSettings settings =
        new MutualSettings(
            Optional.empty(), List.of(SMALL, wide), 1, DIVERGENCE, Schedule.CONSTANT);
    String message =
        assertThrows(RetortException.class, () -> fixture.plan(strategy(settings))).getMessage();
    assertTrue(message.contains("'peer-2'") && message.contains("3 classes"), message);
  }

  private static DistillationPlan with(
      DistillationPlan plan, Stage stage, Map<String, List<Term>> terms) {
    return new DistillationPlan(plan.learners(), List.of(stage.with(terms)));
  }

  private static double divergence(Criterion loss, float[] own, float[] other) {
    try (Tensor student = Tensor.of(Shape.of(1, 3), own);
        Tensor peer = Tensor.of(Shape.of(1, 3), other);
        Tensor gradient = Tensor.allocate(Shape.of(1, 3))) {
      return ((Loss) loss).evaluate(student, new Target.Logits(peer), gradient);
    }
  }

  private static float[] logs(double... parts) {
    float[] logs = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      logs[i] = (float) Math.log(parts[i]);
    }
    return logs;
  }

  private static TargetSource said(String learner, String tap) {
    return new TargetSource.Peer(learner, tap, TargetKind.LOGITS);
  }

  private static String peer(TrainingResult result, String learner) {
    return result.networks().get(learner).weights().fingerprint();
  }

  private static MutualSettings copies(int count) {
    return new MutualSettings(Optional.of(count), List.of(), 1, DIVERGENCE, Schedule.CONSTANT);
  }

  private static Strategy strategy(MutualSettings settings) {
    return new MutualProvider().create(settings, new TestContext(Path.of("."), 1));
  }
}
