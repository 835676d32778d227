package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.Sum;

/** Makes {@link Sum}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(GradientCombinationProvider.class)
public final class SumProvider implements GradientCombinationProvider<Sum> {

  @Override
  public String name() {
    return "sum";
  }

  @Override
  public Class<Sum> configuration() {
    return Sum.class;
  }

  @Override
  public GradientCombination create(Sum configuration, Context context) {
    return GradientCombination.SUM;
  }

  @Override
  public boolean isDefault() {
    return true;
  }
}
