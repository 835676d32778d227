package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.start;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.MeanSquaredError;
import io.retort.optimizers.Lbfgs;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several learners. */
class TrainerPeersTest {
  private static final KullbackLeibler DIVERGENCE = new KullbackLeibler(2);
  private static final Loss DISTANCE = new MeanSquaredError(MeanSquaredError.On.LOGITS);

  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void peersAreConstantsForEachOther() {
    NetworkDescription peer =
        NetworkDescription.sequence()
            .add("small", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build();
    Term own = new Term("hard", LABEL_LOSS, "small", new TargetSource.Labels("class"), 1);
    Term mutual =
        new Term(
            "mutual",
            DIVERGENCE,
            "fc",
            new TargetSource.Peer("peer", "small", TargetKind.LOGITS),
            1);
    TrainingResult apart = pair(peer, List.of(hard(1)), own);
    TrainingResult together = pair(peer, List.of(hard(1), mutual), own);
    assertEquals(
        apart.networks().get("peer").weights().fingerprint(),
        together.networks().get("peer").weights().fingerprint(),
        "The student's term moves its peer");
    assertNotEquals(bits(apart), bits(together), "The peer does not teach the student");
  }

  private TrainingResult pair(NetworkDescription peer, List<Term> student, Term own) {
    return fixture.train(
        new DistillationPlan(
            Map.of("student", TinyLesson.STUDENT, "peer", peer),
            List.of(
                new Stage("train", 1, Map.of("student", student, "peer", List.of(own)), Map.of()))),
        2);
  }

  @Test
  void peersAreConstantsForEachOtherInEveryTrialOfALineSearch() {
    // The student's line search runs its own network again, but sees of its peer what was said
    // before the step; the peer's search has by then run the peer's network several times.
    List<float[]> seen = new ArrayList<>();
    Loss spy =
        new SpyLoss(
            DISTANCE,
            (student, target, t) -> seen.add(((Target.Logits) target).values().toArray()));
    Term mutual =
        new Term("mutual", spy, "fc", new TargetSource.Peer("peer", "fc", TargetKind.LOGITS), 1);
    Map<String, NetworkDescription> pair =
        Map.of("student", TinyLesson.STUDENT, "peer", TinyLesson.STUDENT);
    Stage apart =
        new Stage(
            "train", 1, Map.of("student", List.of(hard(1)), "peer", List.of(hard(1))), Map.of());
    TrainingSettings wholeBatches =
        TinyLesson.settings(3, 20, LABEL_LOSS, TrainingSettings.Keep.LAST).toBuilder()
            .optimizer(new Lbfgs(10))
            .build();
    TrainingResult alone =
        fixture.train(new DistillationPlan(pair, List.of(apart)), 1, fixture.all(), wholeBatches);
    TrainingResult together =
        fixture.train(
            new DistillationPlan(
                pair,
                List.of(
                    apart.with(
                        Map.of("student", List.of(hard(1), mutual), "peer", List.of(hard(1)))))),
            1,
            fixture.all(),
            wholeBatches);
    assertEquals(
        alone.networks().get("peer").weights().fingerprint(),
        together.networks().get("peer").weights().fingerprint(),
        "The student's trials move its peer");
    assertNotEquals(bits(alone), bits(together), "The peer does not teach the student");
    // Three steps, each with several trials that are all given the same; the first look is a trial
    // of the shapes.
    List<float[]> given = seen.subList(1, seen.size());
    assertTrue(given.size() > 6, () -> "Only " + given.size() + " evaluations");
    long changes =
        IntStream.range(1, given.size())
            .filter(i -> !Arrays.equals(given.get(i - 1), given.get(i)))
            .count();
    assertEquals(2, changes, "The peer changes between steps, and only there");
  }

  @Test
  void everyLearnerStartsFromWeightsOfItsOwn() {
    Stage still =
        new Stage(
            "train", 1, Map.of("student", List.of(hard(0)), "peer", List.of(hard(0))), Map.of());
    TrainingResult result =
        fixture.train(
            new DistillationPlan(
                Map.of("student", TinyLesson.STUDENT, "peer", TinyLesson.STUDENT), List.of(still)),
            1);
    assertEquals(start(1).fingerprint(), bits(result), "A weight of 0 moves nothing");
    assertNotEquals(
        bits(result),
        result.networks().get("peer").weights().fingerprint(),
        "Peers that start alike have nothing to teach each other");
  }

  @Test
  void peersSeeEachOtherAsTheyWereBeforeTheStep() {
    // A peer that steps before the student is given what one that steps after it is given.
    List<Tensor> seen = new ArrayList<>();
    Loss spy =
        new SpyLoss(
            DISTANCE,
            (student, target, t) -> {
              Tensor copy = Tensor.allocate(student.shape());
              copy.copyFrom(((Target.Logits) target).values());
              seen.add(copy);
            });
    Term toStudent =
        new Term("mutual", spy, "fc", new TargetSource.Peer("student", "fc", TargetKind.LOGITS), 1);
    Stage stage =
        new Stage(
            "train", 1, Map.of("peer", List.of(toStudent), "student", List.of(hard(1))), Map.of());
    Stage reversed =
        new Stage(
            "train", 1, Map.of("zeta", List.of(toStudent), "student", List.of(hard(1))), Map.of());
    // Learners step in the order of their names: peer before the student, zeta after it.
    fixture.train(
        new DistillationPlan(
            Map.of("student", TinyLesson.STUDENT, "peer", TinyLesson.STUDENT), List.of(stage)),
        1);
    int half = seen.size();
    fixture.train(
        new DistillationPlan(
            Map.of("student", TinyLesson.STUDENT, "zeta", TinyLesson.STUDENT), List.of(reversed)),
        1);
    for (int i = 0; i < half; i++) {
      assertArrayEquals(seen.get(i).toArray(), seen.get(half + i).toArray());
    }
    seen.forEach(Tensor::close);
  }
}
