package io.retort.strategies.providers;

import com.google.auto.service.AutoService;
import io.retort.core.plugin.Context;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.strategies.LabelsSettings;

/** Makes the strategy {@code labels}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(StrategyProvider.class)
public final class LabelsProvider implements StrategyProvider<LabelsSettings> {

  @Override
  public String name() {
    return "labels";
  }

  @Override
  public Class<LabelsSettings> configuration() {
    return LabelsSettings.class;
  }

  @Override
  public Strategy create(LabelsSettings settings, Context context) {
    return setting ->
        DistillationPlan.supervised(setting.student(), setting.heads(), setting.labelLoss());
  }
}
