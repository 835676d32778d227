package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.Uncertainty;

/** Makes {@link Uncertainty}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(GradientCombinationProvider.class)
public final class UncertaintyProvider
    extends RecordProvider<GradientCombination, Uncertainty, Context>
    implements GradientCombinationProvider<Uncertainty> {

  /** For {@link java.util.ServiceLoader}. */
  public UncertaintyProvider() {
    super("uncertainty", Uncertainty.class, combination -> combination);
  }
}
