/** Annealing distillation for Retort: a strategy and its loss. */
module com.acme.annealing {
  requires transitive io.retort.core;
  // No module itself: on the module path it is one by the name of its jar.
  requires commons.math3;

  exports com.acme.annealing;

  provides io.retort.core.loss.LossProvider with
      com.acme.annealing.AnnealedLogitsProvider;
  provides io.retort.core.strategy.StrategyProvider with
      com.acme.annealing.AnnealingProvider;
}
