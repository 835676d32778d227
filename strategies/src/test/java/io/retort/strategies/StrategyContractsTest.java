package io.retort.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Loss;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.loss.WrappedCriterion;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Context;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.losses.DoubleSoftmax;
import io.retort.losses.Huber;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.MeanSquaredError;
import io.retort.losses.SoftCrossEntropy;
import io.retort.losses.Supervised;
import io.retort.strategies.SoftLabelSettings.SoftTarget;
import io.retort.strategies.providers.FeatureProvider;
import io.retort.strategies.providers.JointProvider;
import io.retort.strategies.providers.LabelsProvider;
import io.retort.strategies.providers.MutualProvider;
import io.retort.strategies.providers.SequenceProvider;
import io.retort.strategies.providers.SoftLabelProvider;
import io.retort.strategies.providers.SourceTargetProvider;
import io.retort.strategies.providers.TemperatureProvider;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.DistantBackend;
import io.retort.testkit.StrategyContract;
import io.retort.testkit.TestContext;
import io.retort.testkit.TestRecipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every strategy keeps the contract, in each of its forms. */
class StrategyContractsTest {
  private static final TemperedLoss SOFT = new KullbackLeibler(1);
  private static final TemperedLoss REVERSE =
      new KullbackLeibler(1, true, KullbackLeibler.Direction.REVERSE);
  private static final TemperedLoss ON_HOST =
      (TemperedLoss) WrappedCriterion.of(SOFT, session -> session);
  private static final Schedule HALF = (step, steps) -> 0.5;
  private static final Loss DISTANCE = new MeanSquaredError(MeanSquaredError.On.LOGITS);
  private static final NetworkDescription WIDE =
      NetworkDescription.sequence()
          .add("wider", new Layer.Dense(5, ActivationFunction.TANH))
          .add("output", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  @Nested
  class Labels extends Contract<LabelsSettings> {
    Labels() {
      super(new LabelsProvider(), new LabelsSettings());
    }
  }

  @Nested
  class SoftLabels extends Contract<SoftLabelSettings> {
    SoftLabels() {
      super(
          new SoftLabelProvider(),
          new SoftLabelSettings(SoftTarget.DISTRIBUTION, new SoftCrossEntropy(1, true)));
    }

    @Override
    protected List<SoftLabelSettings> variants() {
      return List.of(
          new SoftLabelSettings(SoftTarget.MOST_LIKELY, SOFT),
          new SoftLabelSettings(SoftTarget.DISTRIBUTION, new SoftCrossEntropy(2, true)));
    }
  }

  @Nested
  class LabelsSoftenedByAnotherSoftmax extends Contract<SoftLabelSettings> {
    LabelsSoftenedByAnotherSoftmax() {
      super(
          new SoftLabelProvider(),
          new SoftLabelSettings(SoftTarget.DISTRIBUTION, new DoubleSoftmax(3, false)));
    }
  }

  @Nested
  class MostLikelyClasses extends Contract<SoftLabelSettings> {
    MostLikelyClasses() {
      super(new SoftLabelProvider(), new SoftLabelSettings(SoftTarget.MOST_LIKELY, SOFT));
    }
  }

  @Nested
  class Temperature extends Contract<TemperatureSettings> {
    Temperature() {
      super(new TemperatureProvider(), settings(Schedule.CONSTANT));
    }

    private static TemperatureSettings settings(Schedule schedule) {
      return new TemperatureSettings(4, 0.7, SOFT, Schedule.CONSTANT, schedule);
    }

    @Override
    protected Optional<TemperatureSettings> scheduled(Schedule schedule) {
      return Optional.of(settings(schedule));
    }

    @Override
    protected List<TemperatureSettings> variants() {
      return List.of(
          new TemperatureSettings(8, 0.7, SOFT, Schedule.CONSTANT, Schedule.CONSTANT),
          new TemperatureSettings(4, 0.3, SOFT, Schedule.CONSTANT, Schedule.CONSTANT),
          new TemperatureSettings(4, 0.7, REVERSE, Schedule.CONSTANT, Schedule.CONSTANT),
          new TemperatureSettings(4, 0.7, SOFT, HALF, Schedule.CONSTANT),
          new TemperatureSettings(4, 0.7, SOFT, Schedule.CONSTANT, HALF));
    }
  }

  /** One of the two losses is not a program. */
  @Nested
  class TemperatureOnTheHost extends Contract<TemperatureSettings> {
    TemperatureOnTheHost() {
      super(
          new TemperatureProvider(),
          new TemperatureSettings(4, 0.7, ON_HOST, Schedule.CONSTANT, Schedule.CONSTANT));
    }
  }

  @Nested
  class Hints extends Contract<FeatureSettings> {
    Hints() {
      super(new FeatureProvider(), hints(1, 0.5, 4, 0.5, SOFT));
    }

    private static FeatureSettings hints(
        double weight, double stage, double temperature, double softWeight, TemperedLoss soft) {
      return new FeatureSettings(
          List.of(new FeatureSettings.Hint("hidden", "wide", DISTANCE)),
          List.of(),
          weight,
          stage,
          temperature,
          softWeight,
          soft);
    }

    @Override
    protected List<FeatureSettings> variants() {
      return List.of(
          hints(0.5, 0.5, 4, 0.5, SOFT),
          hints(1, 0, 4, 0.5, SOFT),
          hints(1, 0.5, 2, 0.5, SOFT),
          hints(1, 0.5, 4, 0.2, SOFT),
          hints(1, 0.5, 4, 0.5, REVERSE));
    }
  }

  @Nested
  class Joint extends Contract<JointSettings> {
    Joint() {
      super(new JointProvider(), settings(Schedule.CONSTANT));
    }

    private static JointSettings settings(Schedule schedule) {
      return new JointSettings(WIDE, 2, 0.6, SOFT, Schedule.CONSTANT, schedule);
    }

    @Override
    protected Optional<JointSettings> scheduled(Schedule schedule) {
      return Optional.of(settings(schedule));
    }

    @Override
    protected List<JointSettings> variants() {
      return List.of(
          new JointSettings(WIDE, 4, 0.6, SOFT, Schedule.CONSTANT, Schedule.CONSTANT),
          new JointSettings(WIDE, 2, 0.3, SOFT, Schedule.CONSTANT, Schedule.CONSTANT),
          new JointSettings(WIDE, 2, 0.6, REVERSE, Schedule.CONSTANT, Schedule.CONSTANT),
          new JointSettings(WIDE, 2, 0.6, SOFT, HALF, Schedule.CONSTANT),
          settings(HALF));
    }
  }

  @Nested
  class Mutual extends Contract<MutualSettings> {
    Mutual() {
      super(new MutualProvider(), settings(Schedule.CONSTANT));
    }

    private static MutualSettings settings(Schedule schedule) {
      return new MutualSettings(Optional.of(1), List.of(WIDE), 0.8, SOFT, schedule);
    }

    @Override
    protected Optional<MutualSettings> scheduled(Schedule schedule) {
      return Optional.of(settings(schedule));
    }

    @Override
    protected List<MutualSettings> variants() {
      return List.of(
          new MutualSettings(Optional.of(2), List.of(WIDE), 0.8, SOFT, Schedule.CONSTANT),
          new MutualSettings(Optional.of(1), List.of(), 0.8, SOFT, Schedule.CONSTANT),
          new MutualSettings(Optional.of(1), List.of(WIDE), 0.4, SOFT, Schedule.CONSTANT),
          new MutualSettings(Optional.of(1), List.of(WIDE), 0.8, REVERSE, Schedule.CONSTANT));
    }
  }

  @Nested
  class SourceTarget extends Contract<SourceTargetSettings> {
    SourceTarget() {
      super(new SourceTargetProvider(), new SourceTargetSettings(0.5, DISTANCE));
    }

    @Override
    protected boolean twoParts() {
      return true;
    }

    @Override
    protected List<SourceTargetSettings> variants() {
      return List.of(
          new SourceTargetSettings(1, DISTANCE), new SourceTargetSettings(0.5, new Huber(0.1)));
    }
  }

  @Nested
  class Sequence extends Contract<SequenceSettings> {
    Sequence() {
      super(
          new SequenceProvider(),
          new SequenceSettings(
              List.of(phase(new Hints(), 2), phase(new Joint(), 1), phase(new Labels(), 1))));
    }

    private static SequenceSettings.Phase phase(Contract<?> contract, int epochs) {
      return new SequenceSettings.Phase(
          contract.recipe(),
          Optional.of(epochs),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** One strategy with one configuration. */
  private abstract static class Contract<C extends Record> extends StrategyContract<C> {
    private final StrategyProvider<C> provider;
    private final C configuration;

    Contract(StrategyProvider<C> provider, C configuration) {
      this.provider = provider;
      this.configuration = configuration;
    }

    TestRecipe<Strategy, C, Context> recipe() {
      return new TestRecipe<>(provider, configuration);
    }

    @Override
    protected StrategyProvider<C> provider() {
      return provider;
    }

    @Override
    protected C configuration() {
      return configuration;
    }

    @Override
    protected Loss labelLoss() {
      return new Supervised();
    }

    private Strategy strategy(TrainingData data) {
      return provider.create(
          configuration, new TestContext(Path.of(""), 1).with(new DifferenceBackend()).with(data));
    }

    /**
     * On an accelerator, a step copies what losses compare to the host and their gradients back,
     * for losses that are not programs, and nothing else.
     */
    @Test
    void stepsCopyWhatTheHostsLossesCompareAlone() {
      // Trainings that differ in the number of steps of an epoch alone.
      CopyCount few = CopyCount.of(this::strategy, twoParts(), 10);
      CopyCount many = CopyCount.of(this::strategy, twoParts(), 5);
      long steps = many.steps() - few.steps();
      assertTrue(steps > 0);
      assertEquals(
          CopyCount.expected(this::strategy, twoParts(), steps), many.copies() - few.copies());
    }

    /** What listeners are told is the same wherever losses are evaluated. */
    @Test
    void distantLossesAreThoseOfTheHost() {
      try (ComputeBackend near = new DifferenceBackend();
          ComputeBackend distant = new DistantBackend(new DifferenceBackend())) {
        List<EpochReport.TermReport> expected = reports(near);
        List<EpochReport.TermReport> found = reports(distant);
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < found.size(); i++) {
          String term = expected.get(i).toString();
          assertEquals(expected.get(i).weight(), found.get(i).weight(), term);
          assertEquals(expected.get(i).value(), found.get(i).value(), 1e-4, term);
          assertEquals(expected.get(i).gradientNorm(), found.get(i).gradientNorm(), 1e-4, term);
        }
      }
    }

    /** Those of a training in which some samples have no label, and the last batch is smaller. */
    private List<EpochReport.TermReport> reports(ComputeBackend backend) {
      List<EpochReport.TermReport> reports = new ArrayList<>();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void epoch(EpochReport report) {
              report.terms().values().forEach(reports::addAll);
            }
          };
      CopyCount.train(backend, this::strategy, twoParts(), 8, 13, listener);
      return reports;
    }
  }
}
