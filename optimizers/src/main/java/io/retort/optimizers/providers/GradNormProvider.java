package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.GradNorm;

/** Makes {@link GradNorm}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(GradientCombinationProvider.class)
public final class GradNormProvider extends RecordProvider<GradientCombination, GradNorm, Context>
    implements GradientCombinationProvider<GradNorm> {

  /** For {@link java.util.ServiceLoader}. */
  public GradNormProvider() {
    super("gradnorm", GradNorm.class, combination -> combination);
  }
}
