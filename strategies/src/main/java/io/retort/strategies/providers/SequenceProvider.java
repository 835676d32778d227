package io.retort.strategies.providers;

import com.google.auto.service.AutoService;
import io.retort.core.plugin.Context;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.strategies.SequenceSettings;
import java.util.ArrayList;
import java.util.List;

/** Makes the strategy {@code sequence}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(StrategyProvider.class)
public final class SequenceProvider implements StrategyProvider<SequenceSettings> {

  @Override
  public String name() {
    return "sequence";
  }

  @Override
  public Class<SequenceSettings> configuration() {
    return SequenceSettings.class;
  }

  @Override
  public Strategy create(SequenceSettings settings, Context context) {
    List<PhasedPlan.Step> steps = new ArrayList<>();
    for (SequenceSettings.Phase phase : settings.phases()) {
      String name = (steps.size() + 1) + " " + phase.strategy().provider().name();
      Strategy strategy = phase.strategy().create(context.nested(name));
      steps.add(new PhasedPlan.Step(name, strategy, phase));
    }
    return setting -> new PhasedPlan(setting).of(steps);
  }
}
