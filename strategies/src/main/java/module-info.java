/** The distillation strategies that ship with Retort. */
module io.retort.strategies {
  requires transitive io.retort.core;
  requires static com.google.auto.service;

  exports io.retort.strategies;

  provides io.retort.core.strategy.StrategyProvider with
      io.retort.strategies.providers.FeatureProvider,
      io.retort.strategies.providers.JointProvider,
      io.retort.strategies.providers.LabelsProvider,
      io.retort.strategies.providers.MutualProvider,
      io.retort.strategies.providers.SequenceProvider,
      io.retort.strategies.providers.SoftLabelProvider,
      io.retort.strategies.providers.SourceTargetProvider,
      io.retort.strategies.providers.TemperatureProvider;
}
