package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.soft;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Target;
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
import io.retort.core.tensor.Tensor;
import io.retort.core.training.NodeTuning;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingSettingsBuilder;
import io.retort.core.training.TrainingTask;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.VariationalInformation;
import io.retort.optimizers.Adam;
import io.retort.optimizers.ConjugateGradient;
import io.retort.optimizers.CosineSchedule;
import io.retort.optimizers.GradNorm;
import io.retort.optimizers.Lbfgs;
import io.retort.optimizers.PcGrad;
import io.retort.optimizers.Sgd;
import io.retort.optimizers.Uncertainty;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was interrupted after any of its steps ends as one that was not. */
class ResumeTest {
  private static final int STEPS = 11;
  private static final KullbackLeibler DIVERGENCE = new KullbackLeibler(2);

  /** Dropout, running statistics, and two nodes that terms can look at. */
  private static final NetworkDescription STUDENT =
      NetworkDescription.sequence()
          .add("hidden", new Layer.Dense(6, ActivationFunction.TANH))
          .add("norm", new Layer.BatchNorm(0.1, 1e-5))
          .add("drop", new Layer.Dropout(0.3))
          .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  /** Nothing gets through to the output, and so no gradient back. */
  private static final NetworkDescription UNHEARD =
      NetworkDescription.sequence()
          .add("hidden", new Layer.Dense(6, ActivationFunction.TANH))
          .add("drop", new Layer.Dropout(0.999999))
          .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  /** A training of 20 samples in batches of 8: epochs end after 3, 6 and 9 steps. */
  private record Case(
      String name, DistillationPlan plan, UnaryOperator<TrainingSettings> settings) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A term whose criterion remembers samples. */
  static Term bank(double weight) {
    return new Term("bank", new Bank(), "hidden", new TargetSource.TeacherFeature("wide"), weight);
  }

  private static Case one(String name, Optimizer optimizer, Term... terms) {
    return new Case(
        name,
        DistillationPlan.of(STUDENT, List.of(terms)),
        settings -> settings.toBuilder().optimizer(optimizer).build());
  }

  private static final Optimizer ADAM = new Adam(0.05, 0.9, 0.999, 1e-8);

  static Stream<Case> trainings() {
    Term hint = new Term("hint", DIVERGENCE, "fc", new TargetSource.TeacherHead("class"), 1);
    Term feature =
        new Term(
            "variances",
            new VariationalInformation(5, 1e-5),
            "hidden",
            new TargetSource.TeacherFeature("wide"),
            0.5);
    Term bank = bank(1);
    Stage first =
        new Stage(
            "first", 0.4, Map.of("student", List.of(bank)), Map.of("student", Set.of("hidden")));
    Stage second = new Stage("second", 0.3, Map.of("student", List.of(hint)), Map.of());
    Stage third =
        new Stage(
            "third",
            0.3,
            Map.of("student", List.of(hint, bank)),
            Map.of("student", Set.of("hidden", "fc")),
            Optional.of(ADAM),
            Optional.of(new CosineSchedule(0)));
    Term mutual =
        new Term(
            "mutual", DIVERGENCE, "fc", new TargetSource.Peer("peer", "fc", TargetKind.LOGITS), 1);
    Term back =
        new Term(
            "mutual",
            DIVERGENCE,
            "fc",
            new TargetSource.Peer("student", "fc", TargetKind.LOGITS),
            1);
    return Stream.of(
        one("momentum", new Sgd(0.1, 0.9, true), hard(0.5), soft("soft", DIVERGENCE, 0.5)),
        one("adam", ADAM, hard(0.5), soft("soft", DIVERGENCE, 0.5)),
        one("line search", new Lbfgs(10), hard(1)),
        one(
            "conjugate gradients",
            new ConjugateGradient(ConjugateGradient.Formula.POLAK_RIBIERE_PLUS),
            hard(1)),
        one("trained parameters of a loss", ADAM, hard(1), feature),
        one("memory of a loss", ADAM, hard(1), bank),
        new Case(
            "the best epoch",
            DistillationPlan.of(STUDENT, List.of(hard(1))),
            settings ->
                settings.toBuilder()
                    .keep(TrainingSettings.Keep.BEST)
                    .schedule(new CosineSchedule(0))
                    .build()),
        new Case(
            "nodes that join later",
            DistillationPlan.of(STUDENT, List.of(hard(1))),
            settings ->
                settings.toBuilder()
                    .optimizer(ADAM)
                    .nodes(
                        List.of(
                            new NodeTuning(List.of("hidden", "norm"), 0.5, 2),
                            new NodeTuning(List.of("fc"), 2, 0)))
                    .build()),
        new Case(
            "a layer that learns nothing",
            DistillationPlan.of(UNHEARD, List.of(hard(1))),
            settings -> settings.toBuilder().batch(4).build()),
        new Case(
            "three stages",
            new DistillationPlan(Map.of("student", STUDENT), List.of(first, second, third)),
            settings -> settings),
        new Case(
            "peers",
            new DistillationPlan(
                Map.of("student", STUDENT, "peer", STUDENT),
                List.of(
                    new Stage(
                        "train",
                        1,
                        Map.of("student", List.of(hard(1), mutual), "peer", List.of(hard(1), back)),
                        Map.of()))),
            settings -> settings.toBuilder().optimizer(ADAM).build()),
        combined("uncertainty", settings -> settings.gradients(new Uncertainty(0.1)).build()),
        combined("gradnorm", settings -> settings.gradients(new GradNorm(1.5, 0.1)).build()),
        combined("pcgrad", settings -> settings.gradients(new PcGrad()).build()));
  }

  private static Case named(String name) {
    return trainings().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }

  private static Case combined(
      String name, Function<TrainingSettingsBuilder, TrainingSettings> change) {
    return new Case(
        name,
        DistillationPlan.of(STUDENT, List.of(hard(1), bank(1))),
        settings -> change.apply(settings.toBuilder()));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void anInterruptedTrainingEndsAsOneThatWasNot(Case training) {
    try (TrainingFixture fixture = new TrainingFixture(20)) {
      Kept all = new Kept(Long.MAX_VALUE);
      Outcome whole = Outcome.of(fixture, training, all);
      assertEquals(STEPS, all.states.size());
      // Inside an epoch, at its end, right before and after; at the ends of stages; at the end.
      for (long cut : List.of(1L, 3L, 4L, 6L, 8L, 9L, 10L, 11L)) {
        Kept before = new Kept(cut);
        List<String> reports = new ArrayList<>();
        assertThrows(Stopped.class, () -> Outcome.of(fixture, training, before, reports));
        Kept after = new Kept(Long.MAX_VALUE, before.states.get(cut));
        Outcome resumed = Outcome.of(fixture, training, after, reports);
        assertEquals(whole, resumed, "Stopped after step " + cut);
        assertEquals(STEPS - cut, after.states.size(), "No step is made twice");
        for (long step = cut + 1; step <= STEPS; step++) {
          assertSame(all.states.get(step), after.states.get(step));
        }
      }
    }
  }

  @Test
  void aLayerThatLearnsNothingIsWarnedOf() {
    try (TrainingFixture fixture = new TrainingFixture(20)) {
      Outcome outcome =
          Outcome.of(fixture, named("a layer that learns nothing"), new Kept(Long.MAX_VALUE));
      assertEquals(List.of("no-gradient"), outcome.warnings.stream().map(Warning::code).toList());
    }
  }

  @Test
  void theStateOfAnotherTrainingIsRefused() {
    try (TrainingFixture fixture = new TrainingFixture(20)) {
      Kept kept = new Kept(Long.MAX_VALUE);
      Outcome.of(fixture, named("momentum"), kept);
      Kept foreign = new Kept(Long.MAX_VALUE, kept.states.get(4L));
      assertRefused(
          RetortException.class,
          () -> Outcome.of(fixture, named("peers"), foreign),
          "The checkpoint of step 4 has no 'learner peer/",
          "another training");
    }
  }

  private static void assertSame(TrainingState expected, TrainingState actual) {
    assertEquals(expected.vectors().keySet(), actual.vectors().keySet());
    assertEquals(expected.texts(), actual.texts());
    expected
        .vectors()
        .forEach(
            (name, values) ->
                assertTrue(
                    Arrays.equals(values, actual.vectors().get(name)),
                    name + " at step " + expected.step()));
    expected
        .numbers()
        .forEach(
            (name, values) ->
                assertTrue(
                    name.equals("seconds") || Arrays.equals(values, actual.numbers().get(name)),
                    name + " at step " + expected.step()));
  }

  /** Stops a training. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Keeps the state after every step, and stops the training after one of them. */
  private static final class Kept implements TrainingCheckpoints {
    private final Map<Long, TrainingState> states = new TreeMap<>();
    private final long stop;
    private final Optional<TrainingState> start;

    Kept(long stop) {
      this.stop = stop;
      this.start = Optional.empty();
    }

    Kept(long stop, TrainingState start) {
      this.stop = stop;
      this.start = Optional.of(start);
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
      if (state.step() == stop) {
        throw new Stopped();
      }
    }
  }

  /**
   * All that a training gives but times. What an interrupted one has warned of is lost with its
   * process.
   */
  private record Outcome(
      Map<String, String> weights,
      long steps,
      int epoch,
      List<String> reports,
      List<Warning> warnings) {

    static Outcome of(TrainingFixture fixture, Case training, TrainingCheckpoints checkpoints) {
      return of(fixture, training, checkpoints, new ArrayList<>());
    }

    static Outcome of(
        TrainingFixture fixture,
        Case training,
        TrainingCheckpoints checkpoints,
        List<String> reports) {
      try (TeacherOutputs outputs =
          new TeacherOutputs(
              fixture.teacher,
              fixture.lesson.data().train(),
              TinyLesson.INPUT,
              new InMemoryOutputs(Long.MAX_VALUE))) {
        TrainingSettings settings = training.settings.apply(TinyLesson.settings(9, LABEL_LOSS));
        List<Warning> warnings = new ArrayList<>();
        TrainingListener listener =
            new TrainingListener() {
              @Override
              public void warning(Warning warning) {
                warnings.add(warning);
              }

              @Override
              public void epoch(EpochReport report) {
                reports.add(
                    report.stage()
                        + report.epoch()
                        + report.step()
                        + report.terms()
                        + report.validation());
              }
            };
        TrainingResult result =
            new Trainer(fixture.backend, listener, TrainingFixture.METRICS)
                .train(
                    new TrainingTask(
                        "distilled",
                        1,
                        fixture.lesson.data(),
                        fixture.all(),
                        training.plan,
                        Optional.of(outputs),
                        settings,
                        STEPS),
                    checkpoints);
        Map<String, String> weights = new TreeMap<>();
        result
            .networks()
            .forEach((name, network) -> weights.put(name, network.weights().fingerprint()));
        return new Outcome(weights, result.steps(), result.epoch(), reports, warnings);
      }
    }
  }

  /** The squared distance to a mean of what the student gave before. */
  private record Bank() implements Criterion {
    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.FEATURES);
    }

    @Override
    public CriterionSession start(CriterionSetting setting) {
      Tensor bank = Tensor.allocate(setting.outputs().get(0));
      return new CriterionSession() {
        @Override
        public Map<String, Tensor> memory() {
          return Map.of("bank", bank);
        }

        @Override
        public void remember(CriterionInput input) {
          Tensor output = input.outputs().get(0);
          for (int i = 0; i < output.shape().elements(); i++) {
            int at = i % bank.shape().elements();
            bank.set(at, 0.9f * bank.get(at) + 0.1f * output.get(i));
          }
        }

        @Override
        public double evaluate(
            CriterionInput input, List<Tensor> gradients, float[] parameterGradients) {
          Tensor output = input.outputs().get(0);
          Tensor teacher = ((Target.Numbers) input.targets().get(0)).values();
          int rows = output.shape().extent(0);
          double value = 0;
          for (int i = 0; i < output.shape().elements(); i++) {
            float distance = output.get(i) - teacher.get(i) + bank.get(i % bank.shape().elements());
            value += distance * distance / 2 / rows;
            gradients.get(0).set(i, distance / rows);
          }
          return value;
        }

        @Override
        public void close() {
          bank.close();
        }
      };
    }
  }
}
