package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.PcGrad;

/** Makes {@link PcGrad}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(GradientCombinationProvider.class)
public final class PcGradProvider extends RecordProvider<GradientCombination, PcGrad, Context>
    implements GradientCombinationProvider<PcGrad> {

  /** For {@link java.util.ServiceLoader}. */
  public PcGradProvider() {
    super("pcgrad", PcGrad.class, combination -> combination);
  }
}
