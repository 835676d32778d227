package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.soft;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.retort.core.RetortException;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.training.DivergedException;
import io.retort.core.training.Replication;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.VariationalInformation;
import io.retort.optimizers.Adam;
import io.retort.optimizers.Lbfgs;
import io.retort.optimizers.PcGrad;
import io.retort.optimizers.Sgd;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training in several places is the training in one. */
class ReplicatedTrainingTest {
  private static final KullbackLeibler DIVERGENCE = new KullbackLeibler(2);
  private static final Optimizer ADAM = new Adam(0.05, 0.9, 0.999, 1e-8);

  /** Of 20 samples in batches of 8, the last one of an epoch has fewer than these. */
  private static final int MANY = 5;

  /** With a hidden layer as wide as the teacher's. */
  private static final NetworkDescription STUDENT =
      NetworkDescription.sequence()
          .add("hidden", new Layer.Dense(6, ActivationFunction.TANH))
          .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  /** Dropout and running statistics. */
  private static final NetworkDescription NORMALISED =
      NetworkDescription.sequence()
          .add("hidden", new Layer.Dense(6, ActivationFunction.TANH))
          .add("norm", new Layer.BatchNorm(0.1, 1e-5))
          .add("drop", new Layer.Dropout(0.3))
          .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  /** Its loss has parameters of its own. */
  private static final Term VARIANCES =
      new Term(
          "variances",
          new VariationalInformation(5, 1e-5),
          "hidden",
          new TargetSource.TeacherFeature("wide"),
          0.5);

  private record Case(String name, DistillationPlan plan, UnaryOperator<TrainingSettings> change) {
    /** A line search decides by values that differ in their last bits. */
    double tolerance() {
      return name.equals("a line search") ? 2e-3 : 2e-5;
    }

    TrainingSettings settings() {
      return change.apply(TinyLesson.settings(4, LABEL_LOSS));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case one(String name, Optimizer optimizer, Term... terms) {
    return new Case(
        name,
        DistillationPlan.of(STUDENT, List.of(terms)),
        settings -> settings.toBuilder().optimizer(optimizer).build());
  }

  static Stream<Case> trainings() {
    return Stream.of(
        one("momentum", new Sgd(0.1, 0.9, true), hard(0.5), soft("soft", DIVERGENCE, 0.5)),
        new Case(
            "a line search",
            DistillationPlan.of(STUDENT, List.of(hard(0.5), soft("soft", DIVERGENCE, 0.5))),
            settings -> settings.toBuilder().optimizer(new Lbfgs(10)).batch(20).build()),
        one("trained parameters of a loss", ADAM, hard(1), VARIANCES),
        new Case(
            "weights of classes, penalties and a bound",
            DistillationPlan.of(STUDENT, List.of(hard(0.7), soft("soft", DIVERGENCE, 0.3))),
            settings ->
                settings.toBuilder()
                    .classWeights(Map.of("up", 3.0, "back", 0.5))
                    .l1(0.01)
                    .l2(0.02)
                    .clipNorm(0.1)
                    .build()),
        peers());
  }

  private static Case peers() {
    Stage stage =
        new Stage(
            "train",
            1,
            Map.of(
                "student", List.of(hard(1), mutual("peer")),
                "peer", List.of(hard(1), mutual("student"))),
            Map.of());
    return new Case(
        "peers",
        new DistillationPlan(Map.of("student", STUDENT, "peer", STUDENT), List.of(stage)),
        settings -> settings);
  }

  private static Term mutual(String peer) {
    return new Term(
        "mutual", DIVERGENCE, "fc", new TargetSource.Peer(peer, "fc", TargetKind.LOGITS), 1);
  }

  private static Case normalised(Optimizer optimizer) {
    return new Case(
        "normalised",
        DistillationPlan.of(NORMALISED, List.of(hard(0.5), soft("soft", DIVERGENCE, 0.5))),
        settings -> settings.toBuilder().optimizer(optimizer).build());
  }

  /** What a replica has come to. */
  private record Outcome(TrainingResult result, List<EpochReport> reports, Kept kept) {
    String bits() {
      return TrainingFixture.bits(result);
    }

    float[] weights() {
      return TrainingFixture.array(result, "hidden.weight");
    }

    /** The values and norms of all terms in all epochs. */
    double[] curve() {
      return reports.stream()
          .flatMap(report -> report.terms().values().stream())
          .flatMap(List::stream)
          .flatMap(term -> Stream.of(term.value(), term.gradientNorm()))
          .mapToDouble(figure -> figure)
          .toArray();
    }
  }

  private static Outcome train(Case training, Replication replication, Kept kept) {
    try (TrainingFixture fixture = new TrainingFixture(20);
        TeacherOutputs outputs =
            new TeacherOutputs(
                fixture.teacher,
                fixture.lesson.data().train(),
                TinyLesson.INPUT,
                new InMemoryOutputs(Long.MAX_VALUE))) {
      List<EpochReport> reports = new ArrayList<>();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void epoch(EpochReport report) {
              reports.add(report);
            }
          };
      TrainingSettings settings = training.settings();
      BitSet labelled = new BitSet();
      // The others are seen by the teacher's term alone.
      labelled.set(0, 7);
      labelled.set(12, 15);
      TrainingTask task =
          new TrainingTask(
              "distilled",
              1,
              fixture.lesson.data(),
              labelled,
              training.plan,
              Optional.of(outputs),
              settings,
              settings.stepsFor(fixture.lesson.data().train()));
      TrainingResult result =
          new Trainer(new DifferenceBackend(), listener, TrainingFixture.METRICS)
              .train(task, kept, replication);
      return new Outcome(result, reports, kept);
    }
  }

  private static List<Outcome> train(Case training, int replicas, OptionalInt localSteps) {
    return ThreadReplicas.run(
        replicas, group -> train(training, new Replication(group, localSteps), new Kept()));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void theGradientIsThatOfTheWholeBatch(Case training) {
    Outcome single = train(training, Replication.NONE, new Kept());
    for (int replicas : new int[] {2, 3, MANY}) {
      List<Outcome> all = train(training, replicas, OptionalInt.empty());
      for (Outcome each : all) {
        assertEquals(all.get(0).bits(), each.bits(), "Replicas are equal");
        assertArrayEquals(single.curve(), each.curve(), training.tolerance());
        assertArrayEquals(single.weights(), each.weights(), 5 * (float) training.tolerance());
      }
    }
  }

  @Test
  void aSingleReplicaIsTheTrainingInOnePlace() {
    Case training = normalised(ADAM);
    String expected = train(training, Replication.NONE, new Kept()).bits();
    assertEquals(expected, train(training, 1, OptionalInt.empty()).get(0).bits());
    assertEquals(expected, train(training, 1, OptionalInt.of(2)).get(0).bits());
  }

  @Test
  void averagesOfWeightsAfterEveryStepAreStepsWithTheMeanOfGradients() {
    // Of shares of the same size, where the step follows from the gradient alone.
    Case training = one("descent", new Sgd(0.3, 0, false), soft("soft", DIVERGENCE, 1));
    Outcome single = train(training, Replication.NONE, new Kept());
    for (Outcome each : train(training, 2, OptionalInt.of(1))) {
      assertArrayEquals(single.weights(), each.weights(), 1e-5f);
    }
    List<Outcome> local = train(training, 2, OptionalInt.of(2));
    assertEquals(local.get(0).bits(), local.get(1).bits(), "Replicas are equal at the end");
    assertArrayEquals(single.weights(), local.get(0).weights(), 0.05f);
    assertNotEquals(single.weights()[0], local.get(0).weights()[0], 1e-5f);
  }

  @Test
  void anInterruptedTrainingEndsAsOneThatWasNot() {
    for (OptionalInt localSteps : List.of(OptionalInt.empty(), OptionalInt.of(2))) {
      Case training = normalised(new Sgd(0.1, 0.9, true));
      List<Outcome> whole = train(training, 3, localSteps);
      Map<Long, TrainingState> states = whole.get(0).kept().states;
      assertEquals(localSteps.isPresent() ? 8 : 12, states.size(), "Where all are equal");
      for (long step : List.of(2L, 3L, 8L)) {
        List<Outcome> resumed =
            ThreadReplicas.run(
                3,
                group ->
                    train(
                        training,
                        new Replication(group, localSteps),
                        new Kept(Optional.of(states.get(step)))));
        resumed.forEach(each -> assertEquals(whole.get(0).bits(), each.bits()));
        List<EpochReport> all = whole.get(0).reports();
        List<EpochReport> rest = resumed.get(0).reports();
        for (int i = 0; i < rest.size(); i++) {
          assertEquals(all.get(all.size() - rest.size() + i).terms(), rest.get(i).terms());
        }
      }
    }
  }

  @Test
  void whatCannotBeSharedIsRefused() {
    Case memory = one("memory", ADAM, hard(1), ResumeTest.bank(1));
    Case combined =
        new Case(
            "combined",
            DistillationPlan.of(STUDENT, List.of(hard(1), VARIANCES)),
            settings -> settings.toBuilder().gradients(new PcGrad()).build());
    assertShareRefused(memory, 2, "The term 'bank' remembers samples from step to step");
    assertShareRefused(combined, 2, "'gradients' compares the gradients of outputs");
    assertShareRefused(one("nine", ADAM, hard(1)), 9, "'batch' of 8 has no sample for each of 9");
    assertRefused(
        RetortException.class,
        () -> train(one("search", new Lbfgs(10), hard(1)), 2, OptionalInt.of(3)),
        "average weights only with a first-order optimizer");
  }

  private static void assertShareRefused(Case training, int replicas, String said) {
    assertRefused(
        RetortException.class, () -> train(training, replicas, OptionalInt.empty()), said);
  }

  @Test
  void allReplicasStopAtAValueThatIsNotFinite() {
    Case training =
        new Case(
            "steep",
            TrainingFixture.plan(hard(1)),
            settings -> settings.toBuilder().optimizer(new Sgd(3e38, 0, false)).l2(1).build());
    List<String> said =
        ThreadReplicas.run(
            3,
            group -> {
              try {
                train(training, new Replication(group, OptionalInt.empty()), new Kept());
                return "nothing";
              } catch (DivergedException diverged) {
                return diverged.getMessage();
              }
            });
    assertEquals(1, said.stream().distinct().count(), said::toString);
    assertNotEquals("nothing", said.get(0));
  }

  @Test
  void replicasThatAreNotEqualAreFound() {
    assertRefused(
        RetortException.class,
        () ->
            ThreadReplicas.run(
                2,
                group ->
                    train(
                        one("", new Sgd(group.rank() + 1, 0, false), hard(1)),
                        new Replication(group, OptionalInt.empty()),
                        new Kept())),
        "have come apart: after step 3, replica 1 has other weights than replica 0");
  }

  /** Keeps the state after every step. */
  private static final class Kept implements TrainingCheckpoints {
    private final Map<Long, TrainingState> states = new TreeMap<>();
    private final Optional<TrainingState> start;

    Kept() {
      this(Optional.empty());
    }

    Kept(Optional<TrainingState> start) {
      this.start = start;
    }

    @Override
    public Optional<TrainingState> latest() {
      return start;
    }

    @Override
    public boolean requested() {
      return true;
    }

    @Override
    public void save(TrainingState state, int keep) {
      states.put(state.step(), state);
    }
  }
}
