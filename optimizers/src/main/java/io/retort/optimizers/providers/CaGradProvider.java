package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.CaGrad;

/** Makes {@link CaGrad}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(GradientCombinationProvider.class)
public final class CaGradProvider extends RecordProvider<GradientCombination, CaGrad, Context>
    implements GradientCombinationProvider<CaGrad> {

  /** For {@link java.util.ServiceLoader}. */
  public CaGradProvider() {
    super("cagrad", CaGrad.class, combination -> combination);
  }
}
