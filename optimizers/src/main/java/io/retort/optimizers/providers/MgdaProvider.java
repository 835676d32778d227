package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.Mgda;

/** Makes {@link Mgda}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(GradientCombinationProvider.class)
public final class MgdaProvider extends RecordProvider<GradientCombination, Mgda, Context>
    implements GradientCombinationProvider<Mgda> {

  /** For {@link java.util.ServiceLoader}. */
  public MgdaProvider() {
    super("mgda", Mgda.class, combination -> combination);
  }
}
