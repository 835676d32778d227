package io.retort.strategies;

import io.retort.core.loss.Loss;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Schedule;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.losses.DoubleSoftmax;
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
import io.retort.testkit.StrategyContract;
import io.retort.testkit.TestRecipe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Every strategy keeps the contract, in each of its forms. */
class StrategyContractsTest {
  private static final TemperedLoss SOFT = new KullbackLeibler(1);
  private static final Loss DISTANCE = new MeanSquaredError(MeanSquaredError.On.LOGITS);
  private static final NetworkDescription WIDE =
      NetworkDescription.sequence()
          .add("wider", new Layer.Dense(5, ActivationFunction.TANH))
          .add("answer", new Layer.Dense(3, ActivationFunction.LINEAR))
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
  }

  @Nested
  class Hints extends Contract<FeatureSettings> {
    Hints() {
      super(
          new FeatureProvider(),
          new FeatureSettings(
              List.of(new FeatureSettings.Hint("hidden", "wide", DISTANCE)), 1, 0.5, 4, 0.5, SOFT));
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

    TestRecipe<Strategy, C> recipe() {
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
  }
}
